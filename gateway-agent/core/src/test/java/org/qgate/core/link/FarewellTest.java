package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.KeyUse;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Suite;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/** Ends that do not fit, ends that leave, and messages that somebody altered. */
class FarewellTest {
    private static final LinkTimers TIMERS =
            LinkTimers.withPeriod(Duration.ofMillis(20).toNanos());

    private static List<LinkNotice.ParametersDiffer> differences(End end) {
        return end.notices(LinkNotice.ParametersDiffer.class);
    }

    @Test
    void bothEndsAreToldWhichParametersDifferAndNoKeyIsSpentOnIt() {
        Pair pair = new Pair(TIMERS, KeyUse.DEFAULT, Suite.AES_GCM_256, 7, Suite.AES_GCM_128, 8);
        pair.start();
        pair.run(Duration.ofSeconds(30));

        for (End end : List.of(pair.alice, pair.bob)) {
            assertThat(differences(end))
                    .extracting(LinkNotice.ParametersDiffer::parameter)
                    .contains("suite", "selectors or extended-sequence-numbers")
                    .hasSizeLessThan(10);
            assertThat(end.snapshot().state()).isEqualTo(LinkState.GREETING);
            assertThat(end.snapshot().keys().blocksLeased()).isZero();
        }
        LinkNotice.ParametersDiffer atAlice = differences(pair.alice).get(0);
        assertThat(atAlice.here()).isEqualTo("aes-gcm-256");
        assertThat(atAlice.atPeer()).isEqualTo("aes-gcm-128");
    }

    @Test
    void anOrderlyStopIsToldAndThePeerWaitsForTheReturn() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.alice.feed(new LinkEvent.StopRequested());
        pair.run(Duration.ofSeconds(5));

        assertThat(pair.alice.inbound).isEmpty();
        assertThat(pair.bob.notices(LinkNotice.PeerClosed.class)).hasSize(1);
        assertThat(pair.bob.notices(LinkNotice.PeerSilent.class)).isEmpty();
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.CLOSED);
        assertThat(pair.bob.sendsUnder).isNull();
        assertThat(pair.bob.inbound).isEmpty();
        long leased = pair.bob.snapshot().keys().blocksLeased();
        pair.run(Duration.ofSeconds(60));
        assertThat(pair.bob.snapshot().keys().blocksLeased()).isEqualTo(leased);

        pair.alice.restart();
        pair.run(Duration.ofSeconds(2));
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.bob.inbound).containsKey(pair.alice.inUse());
        assertThat(pair.alice.inbound).containsKey(pair.bob.inUse());
    }

    @Test
    void aLostCloseIsSilence() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.path = parcel -> parcel.from() != pair.alice;
        pair.alice.feed(new LinkEvent.StopRequested());
        pair.run(Duration.ofSeconds(5));

        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.SUSPENDED);
        assertThat(pair.bob.notices(LinkNotice.PeerSilent.class)).hasSize(1);
    }

    @Test
    void theSenderLearnsWhyItsKeysFailed() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        pair.bob.refusedInbound.add(pair.alice.snapshot().outbound().offeredTop() + 1);
        pair.run(Duration.ofSeconds(2));

        assertThat(pair.alice.notices(LinkNotice.PeerFailed.class))
                .hasSize(1)
                .allSatisfy(failed -> assertThat(failed.reason()).isEqualTo("its kernel refused the SA"));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
    }

    @Test
    void anAlteredHelloCostsNoLookUpWhicheverByteIsAltered() {
        Pair pair = new Pair(TIMERS);
        pair.path = parcel -> false;
        pair.alice.feed(new LinkEvent.Started());
        pair.run(Duration.ofSeconds(1));
        byte[] hello = pair.alice.effects.stream()
                .filter(effect -> effect instanceof LinkEffect.SendDatagram)
                .map(effect -> ((LinkEffect.SendDatagram) effect).bytes())
                .findFirst()
                .orElseThrow();
        assertThat(MessageCodec.decode(hello))
                .isInstanceOfSatisfying(
                        Decoded.Wellformed.class,
                        wellformed -> assertThat(wellformed.message()).isInstanceOf(Message.Hello.class));
        for (int i = 0; i < hello.length; i++) {
            byte[] altered = hello.clone();
            altered[i] ^= 1;
            pair.run(Duration.ofMillis(100));
            pair.bob.feed(new LinkEvent.DatagramReceived(ControlPort.HELLO, altered));
        }

        assertThat(pair.bob.effects).isEmpty();
        pair.bob.feed(new LinkEvent.DatagramReceived(ControlPort.HELLO, hello));
        assertThat(pair.bob.effects).anyMatch(effect -> effect instanceof LinkEffect.FetchKey);
    }

    @Test
    void aResetAsksTheKeySourceToGetInStepAndAStartDoesNot() {
        Pair pair = Pair.up(Duration.ofMillis(20));
        assertThat(pair.alice.effects).noneMatch(effect -> effect instanceof LinkEffect.ResynchronizeKeys);
        pair.alice.feed(new LinkEvent.ResetRequested());
        assertThat(pair.alice.effects).anyMatch(effect -> effect instanceof LinkEffect.ResynchronizeKeys);
    }
}
