package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.Versions;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

class LinkStartTest {
    @Test
    void bothEndsAgreeOnOneEpochAndProtectTraffic() {
        Pair pair = Pair.up(Duration.ofMillis(20));

        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(pair.bob.snapshot().epoch());
    }

    @Test
    void simultaneousHellosCostOneEpoch() {
        Pair pair = Pair.up(Duration.ofMillis(20));

        assertThat(pair.alice.snapshot().epoch()).isEqualTo(1);
        assertThat(pair.alice.notices(LinkNotice.EpochConfirmed.class)).hasSize(1);
        assertThat(pair.bob.notices(LinkNotice.EpochConfirmed.class)).hasSize(1);
    }

    @Test
    void helloIsRepeatedByteByByteUntilAnswered() {
        Pair pair = new Pair(Duration.ofMillis(20));
        pair.alice.install(Versions.first());
        java.util.Set<String> hellos = new java.util.HashSet<>();
        int[] sent = new int[1];
        pair.path = parcel -> {
            if (parcel.datagram().port() == ControlPort.HELLO && parcel.from() == pair.alice) {
                hellos.add(java.util.HexFormat.of().formatHex(parcel.datagram().bytes()));
                sent[0]++;
            }
            return false;
        };
        pair.start();
        pair.run(Duration.ofSeconds(5));

        assertThat(sent[0]).isGreaterThan(3);
        assertThat(hellos).hasSize(1);
    }

    /** The block of a proposal counts as seen from when its bits came, and the reply waits for the disk after that. */
    @Test
    void aHelloThatIsRepeatedWhileItsReplyWaitsForTheDiskIsNotStale() {
        Pair pair = new Pair(Duration.ofMillis(20));
        int[] hellos = new int[1];
        List<Message> answers = new ArrayList<>();
        pair.path = parcel -> {
            if (parcel.from() == pair.alice) {
                hellos[0]++;
            } else if (MessageCodec.decode(parcel.datagram().bytes()) instanceof Decoded.Wellformed answer) {
                answers.add(answer.message());
            }
            return true;
        };
        pair.bob.diskStalls = true;
        pair.alice.feed(new LinkEvent.Started());
        pair.run(Duration.ofSeconds(1));

        assertThat(hellos[0]).isGreaterThan(1);
        assertThat(answers).isEmpty();
    }

    @Test
    void startsWhenMostControlMessagesAreLost() {
        Pair pair = new Pair(Duration.ofMillis(20));
        pair.path = parcel -> pair.random.nextInt(100) >= 40;
        pair.start();
        pair.run(Duration.ofSeconds(10));

        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void restartedEndComesBackInANewEpochAboveItsMarks() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        long leasedBefore = pair.bob.disk.own().data();

        pair.bob.restart();
        pair.run(Duration.ofSeconds(2));

        assertThat(pair.bob.snapshot().epoch()).isEqualTo(2);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(2);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.disk.own().data()).isGreaterThan(leasedBefore);
        assertThat(pair.bob.predecessorsDeleted).isTrue();
    }

    @Test
    void livingEndKeepsItsKeyUntilTheNewEpochCarriesTraffic() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.bob.running = false;
        pair.run(Duration.ofSeconds(1));

        assertThat(pair.alice.sendsUnder).isNotNull();
        assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
    }

    @Test
    void endWithAnOldDiskGoesOnAboveThePeersMarks() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.bob.restart();
        pair.run(Duration.ofSeconds(5));
        LinkMarks peerView = pair.alice.disk;

        pair.bob.disk = LinkMarks.NONE;
        pair.bob.restart();
        pair.run(Duration.ofSeconds(5));

        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.disk.own().data())
                .isGreaterThan(peerView.peer().data() - 2L * org.qgate.core.ledger.DurableMarks.AHEAD_BLOCKS);
        assertThat(pair.bob.notices(LinkNotice.OldStateDetected.class)).isNotEmpty();
    }

    @Test
    void nothingIsProposedBeforeItsMarkIsDurable() {
        Pair pair = new Pair(Duration.ofMillis(20));
        pair.alice.diskFails = true;
        pair.bob.running = false;
        pair.start();
        pair.run(Duration.ofSeconds(2));

        assertThat(pair.alice.effects)
                .noneMatch(effect -> effect instanceof org.qgate.core.port.LinkEffect.SendDatagram);
        assertThat(pair.alice.notices(LinkNotice.StorageFailed.class)).isNotEmpty();
    }
}
