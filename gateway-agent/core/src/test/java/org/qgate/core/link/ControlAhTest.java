package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;

/** AH on the control port: it changes with the message key, and messages get through whatever becomes of it. */
class ControlAhTest {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static Pair up(ControlAh ofA, ControlAh ofB) {
        Pair pair = new Pair(ofA, ofB);
        pair.start();
        pair.run(A_WHILE);
        return pair;
    }

    private static SaName cover(End end) {
        SaName cover = end.ahKernel.cover;
        if (cover == null) {
            throw new AssertionError("messages of " + end.parameters.self() + " leave without AH");
        }
        return cover;
    }

    private static void isHealthy(Pair pair) {
        for (End end : List.of(pair.alice, pair.bob)) {
            assertThat(end.snapshot().state()).isEqualTo(LinkState.UP);
            assertThat(end.snapshot().controlPort().outboundIndex())
                    .isEqualTo(cover(end).index());
            assertThat(pair.other(end).ahKernel.inbound).containsKey(cover(end));
            assertThat(end.snapshot().resets()).isZero();
        }
    }

    @Test
    void protectsMessagesSoonAfterTheEpochBegins() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        isHealthy(pair);
        assertThat(cover(pair.alice).index()).isEqualTo(1);
        assertThat(pair.alice.snapshot().controlPort().agreed()).isTrue();
        assertThat(pair.alice.notices(LinkNotice.ControlPortProtected.class)).hasSize(1);
    }

    @Test
    void changesWithTheMessageKeyAndKeepsTheOldOneUntilItsSuccessorIsInUse() {
        Pair pair = up(ControlAh.ON, ControlAh.AUTO);
        pair.run(Duration.ofSeconds(10));
        isHealthy(pair);
        assertThat(pair.alice.ahKernel.used).extracting(SaName::index).containsExactly(1L, 2L, 3L, 4L);
        assertThat(pair.alice.ahKernel.lostHere).isZero();
        assertThat(pair.bob.ahKernel.lostHere).isZero();
        assertThat(pair.alice.ahKernel.outbound).hasSize(1);
        assertThat(pair.bob.ahKernel.inbound).hasSize(1);
        assertThat(pair.alice.notices(LinkNotice.ControlPortExposed.class)).isEmpty();
    }

    @Test
    void anEndThatCannotIsAgreedWithWithoutIt() {
        for (Pair pair : List.of(up(ControlAh.AUTO, ControlAh.OFF), up(ControlAh.OFF, ControlAh.AUTO))) {
            assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
            assertThat(pair.alice.snapshot().controlPort()).isEqualTo(LinkSnapshot.ControlPort.NONE);
            assertThat(pair.bob.ahKernel.used).isEmpty();
            assertThat(pair.alice.notices(LinkNotice.ParametersDiffer.class)).isEmpty();
            assertThat(pair.bob.ahKernel.inbound).isEmpty();
        }
    }

    @Test
    void anEndThatInsistsIsNotAgreedWithWithoutIt() {
        Pair pair = up(ControlAh.ON, ControlAh.OFF);
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.GREETING);
        assertThat(pair.alice.notices(LinkNotice.ParametersDiffer.class))
                .contains(new LinkNotice.ParametersDiffer("control-ah", "on", "off"));
        assertThat(pair.bob.notices(LinkNotice.ParametersDiffer.class))
                .contains(new LinkNotice.ParametersDiffer("control-ah", "off", "on"));
    }

    @Test
    void sasDeletedByHandAreReplacedWithinAMoment() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        SaName before = cover(pair.alice);
        pair.alice.ahKernel.flush().forEach(pair.alice::feed);
        assertThat(pair.alice.ahKernel.cover).isNull();
        pair.run(Duration.ofMillis(100));
        isHealthy(pair);
        assertThat(cover(pair.alice).index()).isGreaterThan(before.index());
        assertThat(pair.alice.notices(LinkNotice.ControlPortExposed.class)).hasSize(1);
        assertThat(pair.bob.notices(LinkNotice.ControlPortExposed.class)).hasSize(1);
        assertThat(pair.bob.notices(LinkNotice.PeerSilent.class)).isEmpty();
    }

    @Test
    void sasThatGoWithoutAWordAreReplacedAfterASilence() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        pair.alice.ahKernel.flush();
        pair.bob.ahKernel.flush();
        pair.run(Duration.ofSeconds(5));
        isHealthy(pair);
        assertThat(pair.alice.notices(LinkNotice.PeerHeard.class)).isNotEmpty();
    }

    @Test
    void whatOneEndCannotHearTheOtherIsToldOf() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        pair.bob.ahKernel.inbound.clear();
        pair.run(Duration.ofSeconds(5));
        isHealthy(pair);
        assertThat(pair.alice.notices(LinkNotice.ControlPortExposed.class)).hasSize(1);
    }

    @Test
    void aKernelThatRefusesAtTheReceiverLeavesTheKeyVoid() {
        Pair pair = new Pair(ControlAh.AUTO, ControlAh.AUTO);
        pair.bob.ahKernel.refusesInstallations = true;
        pair.start();
        pair.run(Duration.ofSeconds(4));
        assertThat(pair.alice.snapshot().state()).isEqualTo(LinkState.UP);
        assertThat(pair.alice.ahKernel.cover).isNull();
        assertThat(pair.bob.notices(LinkNotice.ControlSaVoided.class)).isNotEmpty();
        pair.bob.ahKernel.refusesInstallations = false;
        pair.run(Duration.ofSeconds(4));
        isHealthy(pair);
    }

    @Test
    void aKernelThatRefusesTheSwitchLeavesMessagesAsTheyWere() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        pair.alice.ahKernel.refusesSwitches = true;
        pair.run(Duration.ofSeconds(4));
        assertThat(cover(pair.alice).index()).isEqualTo(1);
        assertThat(pair.alice.ahKernel.outbound).hasSize(1);
        pair.alice.ahKernel.refusesSwitches = false;
        pair.run(Duration.ofSeconds(4));
        isHealthy(pair);
        assertThat(cover(pair.alice).index()).isGreaterThan(1);
    }

    @Test
    void aKernelThatRefusesAgainAndAgainNeverMakesThePeerDeaf() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        pair.alice.ahKernel.refusesSwitches = true;
        pair.run(Duration.ofMinutes(10));
        assertThat(pair.alice.notices(LinkNotice.ControlSaVoided.class)).hasSizeGreaterThan(InboundAh.STANDING_MAX);
        assertThat(pair.bob.notices(LinkNotice.PeerSilent.class)).isEmpty();
        assertThat(cover(pair.alice).index()).isEqualTo(1);
        assertThat(pair.bob.ahKernel.inbound).containsKey(cover(pair.alice)).hasSize(InboundAh.STANDING_MAX);
        pair.alice.ahKernel.refusesSwitches = false;
        pair.run(Duration.ofSeconds(4));
        isHealthy(pair);
        assertThat(pair.bob.ahKernel.inbound).hasSize(1);
    }

    @Test
    void aNewEpochBeginsWithoutAndHasItsOwn() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        pair.alice.feed(new LinkEvent.ResetRequested());
        pair.run(A_WHILE);
        assertThat(cover(pair.alice).epoch()).isEqualTo(pair.alice.snapshot().epoch());
        assertThat(cover(pair.bob).epoch()).isEqualTo(pair.alice.snapshot().epoch());
        assertThat(pair.alice.ahKernel.inbound).hasSize(1);
        assertThat(pair.alice.ahKernel.outbound).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(ControlAh.class)
    void aStopLeavesNothing(ControlAh wanted) {
        Pair pair = up(wanted, wanted);
        pair.alice.feed(new LinkEvent.StopRequested());
        assertThat(pair.alice.ahKernel.cover).isNull();
        assertThat(pair.alice.ahKernel.inbound).isEmpty();
        assertThat(pair.alice.ahKernel.outbound).isEmpty();
        pair.run(A_WHILE);
        assertThat(pair.bob.snapshot().state()).isEqualTo(LinkState.CLOSED);
        assertThat(pair.bob.ahKernel.inbound).isEmpty();
        assertThat(pair.bob.ahKernel.outbound).isEmpty();
    }

    @Test
    void aPathThatLetsNoAhThroughIsTriedLessAndLess() {
        Pair pair = new Pair(ControlAh.AUTO, ControlAh.AUTO);
        pair.path = parcel -> parcel.cover() == null;
        pair.start();
        pair.run(Duration.ofMinutes(1));
        assertThat(pair.alice.snapshot().resets()).isZero();
        long tries = pair.alice.ahKernel.used.size();
        long keys = pair.alice.snapshot().keys().controlKeyChanges();
        pair.run(Duration.ofMinutes(2));
        assertThat(pair.alice.ahKernel.used.size() - tries).isBetween(1L, 4L);
        assertThat(pair.alice.snapshot().keys().controlKeyChanges() - keys).isGreaterThan(30);
        pair.path = parcel -> true;
        pair.run(Duration.ofMinutes(10));
        isHealthy(pair);
    }

    @Test
    void aRestartedEndIsHeardAgain() {
        Pair pair = up(ControlAh.AUTO, ControlAh.AUTO);
        pair.bob.ahKernel.flush();
        pair.bob.ahKernel.cover = null;
        pair.bob.restart();
        pair.run(A_WHILE);
        isHealthy(pair);
    }
}
