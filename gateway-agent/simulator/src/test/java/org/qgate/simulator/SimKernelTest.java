package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;

class SimKernelTest {
    private static final SaLimits LIMITS = new SaLimits(1, 2, 5, 60);

    private final SimKernel kernel = new SimKernel(Judge.strict());

    @BeforeEach
    void placeRules() {
        kernel.placeRules();
    }

    private static SaName name(long index) {
        return new SaName(new LinkName("sim"), 1, Direction.LOW_TO_HIGH, Channel.DATA, index);
    }

    private static StandingSa sa(long index, int spi, int incarnation) {
        return new StandingSa(name(index), spi, index, incarnation, LIMITS, SimTime.of(0));
    }

    @Test
    void takesAnSaAwayEarlyWhenTheWallClockJumpsAhead() {
        StandingSa fresh = sa(1, 1000, 1);
        kernel.add(true, fresh);
        SimTime hourAhead = new SimTime(2 * Scenario.SECOND, 3602 * Scenario.SECOND);
        assertThat(kernel.expire(hourAhead)).containsExactly(fresh);
        assertThat(kernel.lostEarly(fresh)).isTrue();
    }

    @Test
    void keepsAnSaLongerWhenTheWallClockGoesBack() {
        kernel.add(true, sa(1, 1000, 1));
        SimTime hourBack = new SimTime(61 * Scenario.SECOND, -3539 * Scenario.SECOND);
        assertThat(kernel.expire(hourBack)).isEmpty();
    }

    @Test
    void remembersWhatSomebodyDeletedByHand() {
        StandingSa mine = sa(1, 1000, 1);
        kernel.placeRules();
        kernel.add(false, mine);
        kernel.pin(1000);
        assertThat(kernel.flush(5, any -> true)).containsExactly(mine);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.EXPIRED);
        assertThat(kernel.lacksSince(1000, 5)).isTrue();
        assertThat(kernel.lacksSince(1000, 4)).isFalse();
        assertThat(kernel.lacksSince(2000, 5)).isFalse();
    }

    @Test
    void letsPacketsOutUnderThePinnedSaOnly() {
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.BLOCKED);
        kernel.add(false, sa(1, 1000, 1));
        kernel.pin(1000);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.PROTECTED);
        kernel.block();
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.BLOCKED);
        kernel.pin(2000);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.MISSING);
    }

    @Test
    void letsPacketsOutAfterARefusedBlockUntilTheirSaIsGone() {
        StandingSa used = sa(1, 1000, 1);
        kernel.add(false, used);
        kernel.pin(1000);
        kernel.refuseBlock();
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.PROTECTED);
        assertThat(kernel.hasRefusedBlock()).isTrue();
        kernel.delete(false, name(1), 1000);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.BLOCKED);
        assertThat(used.deleted).isFalse();
        kernel.pin(2000);
        assertThat(kernel.hasRefusedBlock()).isFalse();
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.MISSING);
    }

    @Test
    void letsPacketsOutInClearWithoutRules() {
        kernel.liftRules();
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.CLEAR);
    }

    @Test
    void refusesATakenSpi() {
        assertThat(kernel.add(true, sa(1, 1000, 1))).isTrue();
        assertThat(kernel.add(true, sa(2, 1000, 1))).isFalse();
        assertThat(kernel.add(false, sa(2, 1000, 1))).isTrue();
    }

    @Test
    void complainsOfAReservedSpi() {
        assertThatThrownBy(() -> kernel.add(true, sa(1, 255, 1)))
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.invariant()).isEqualTo(Invariant.SPI_NOT_RESERVED));
        assertThat(kernel.add(true, sa(1, 256, 1))).isTrue();
        assertThat(kernel.add(true, sa(2, -1, 1))).isTrue();
    }

    @Test
    void complainsWhenTheSaOfSomebodyElseIsDeleted() {
        kernel.addForeign(true, name(1), 1000, LIMITS, SimTime.of(0));
        assertThatThrownBy(() -> kernel.delete(true, name(1), 1000))
                .isInstanceOfSatisfying(
                        Violation.class,
                        violation -> assertThat(violation.invariant()).isEqualTo(Invariant.FOREIGN_SA_UNTOUCHED));
    }

    @Test
    void takesTheDeletionOfAnAbsentSa() {
        kernel.delete(true, name(1), 1000);
        assertThat(kernel.standing(true)).isZero();
    }

    @Test
    void endsASaAfterItsUseAndAfterItsAge() {
        StandingSa used = sa(1, 1000, 1);
        kernel.add(false, used);
        kernel.pin(1000);
        used.used(SimTime.of(Scenario.SECOND));
        kernel.add(true, sa(2, 2000, 1));
        assertThat(kernel.expire(SimTime.of(6 * Scenario.SECOND - 1))).isEmpty();
        assertThat(kernel.expire(SimTime.of(6 * Scenario.SECOND))).containsExactly(used);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.EXPIRED);
        assertThat(kernel.expire(SimTime.of(60 * Scenario.SECOND))).hasSize(1);
        assertThat(kernel.standing(true)).isZero();
    }

    @Test
    void deletesWhatDeadAgentsLeft() {
        kernel.add(true, sa(1, 1000, 1));
        kernel.add(false, sa(2, 1001, 2));
        kernel.add(true, sa(3, 1002, 3));
        kernel.addForeign(true, name(4), 1003, LIMITS, SimTime.of(0));
        assertThat(kernel.standingBefore(3)).isEqualTo(2);
        kernel.deleteOlderThan(3);
        assertThat(kernel.standingBefore(3)).isZero();
        assertThat(kernel.standing(true)).isEqualTo(1);
        assertThat(kernel.inbound(1003)).isNotNull();
    }

    @Test
    void tellsASwitchToAnSaThatHasExpiredFromOneToAnSaThatNeverWas() {
        kernel.add(false, sa(1, 1000, 1));
        kernel.expire(SimTime.of(61 * Scenario.SECOND));
        kernel.pin(1000);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.EXPIRED);
        kernel.pin(2000);
        assertThat(kernel.egress()).isEqualTo(SimKernel.Fate.MISSING);
    }
}
