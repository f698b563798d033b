package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

class ResetTest {
    /** Where a message says its type, and that of a HELLO. */
    private static final int TYPE = 3;

    private static final int HELLO = 1;

    @Test
    void resetMovesBothEndsToANewEpochWithoutAGap() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.ResetRequested());
        for (int i = 0; i < 200; i++) {
            pair.run(Duration.ofMillis(5));
            assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
            assertThat(pair.alice.inbound).containsKey(pair.bob.sendsUnder);
        }
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(2);
        assertThat(pair.bob.snapshot().epoch()).isEqualTo(2);
        assertThat(pair.alice.inUse().epoch()).isEqualTo(2);
        assertThat(pair.bob.inUse().epoch()).isEqualTo(2);
    }

    @Test
    void oldEpochIsGoneAfterTheRetirementTime() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(3));

        assertThat(pair.bob.inbound.keySet()).allMatch(sa -> sa.epoch() == 2);
        assertThat(pair.alice.outbound.keySet()).allMatch(sa -> sa.epoch() == 2);
    }

    @Test
    void simultaneousResetsEndInOneEpoch() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.bob.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(3));

        assertThat(pair.alice.snapshot().epoch()).isEqualTo(2);
        assertThat(pair.bob.snapshot().epoch()).isEqualTo(2);
    }

    @Test
    void hundredResetsInARowLoseNoSa() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        for (int i = 0; i < 100; i++) {
            (i % 3 == 0 ? pair.bob : pair.alice).feed(new LinkEvent.ResetRequested());
            pair.run(Duration.ofMillis(150));
            assertThat(pair.bob.inbound).containsKey(pair.alice.sendsUnder);
            assertThat(pair.alice.inbound).containsKey(pair.bob.sendsUnder);
        }
        pair.run(Duration.ofSeconds(2));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.snapshot().epoch())
                .isEqualTo(pair.bob.snapshot().epoch())
                .isGreaterThan(90);
        assertThat(pair.bob.inbound.size()).isLessThan(80);
    }

    @Test
    void silenceNeverResets() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.path = parcel -> false;
        pair.run(Duration.ofSeconds(40));
        pair.path = parcel -> true;
        pair.run(Duration.ofSeconds(3));

        assertThat(pair.alice.snapshot().epoch()).isEqualTo(1);
        assertThat(pair.alice.notices(LinkNotice.PeerSilent.class)).hasSize(1);
        assertThat(pair.alice.notices(LinkNotice.PeerHeard.class)).hasSize(1);
    }

    @Test
    void lastingMismatchResetsOnceThePathIsProven() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.bob.wrongBits = true;
        pair.run(Duration.ofSeconds(3));
        pair.bob.wrongBits = false;
        pair.run(Duration.ofSeconds(3));

        assertThat(pair.bob.notices(LinkNotice.ResetStarted.class)).isNotEmpty();
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.snapshot().epoch()).isGreaterThan(1);
    }

    /** Else it would be refused key by key, and the less often the longer that lasts. */
    @Test
    void aPeerWithAnOldDiskThatAnswersAnOldProposalIsToldOnceMoreWhereItStood() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        LinkMarks copied = pair.bob.disk;
        pair.path = parcel -> parcel.datagram().port() == ControlPort.CONTROL;
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.run(Duration.ofSeconds(10));

        pair.path = parcel -> parcel.from() == pair.alice
                || parcel.datagram().port() == ControlPort.CONTROL
                || parcel.datagram().bytes()[TYPE] != HELLO;
        pair.bob.disk = copied;
        pair.bob.restart();
        pair.run(Duration.ofSeconds(5));
        assertThat(pair.alice.notices(LinkNotice.ResetStarted.class)).hasSize(2);
        assertThat(pair.alice.snapshot().epoch()).isEqualTo(3);
        assertThat(pair.bob.inUse().epoch()).isEqualTo(3);
        assertThat(pair.alice.inbound).containsKey(pair.bob.sendsUnder);

        pair.run(Duration.ofSeconds(10));
        assertThat(pair.alice.snapshot().epoch()).as("it is told once").isEqualTo(3);
    }
}
