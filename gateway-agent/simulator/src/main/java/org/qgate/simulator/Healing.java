package org.qgate.simulator;

import java.util.EnumMap;
import java.util.Map;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.link.LinkState;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Role;

/** Ends the faults and checks what must then come about by itself: agreement, the wanted period, tidy tables, a clean stop. */
final class Healing {
    /** Time for both ends to agree again and to change keys as wanted, once nothing fails any more. */
    static final long HEAL_NANOS = 10 * Scenario.SECOND;
    /** Time over which key changes are counted. */
    static final long MEASURE_NANOS = 3 * Scenario.SECOND;
    /** Time after an orderly stop for answers that were on their way. */
    static final long STOP_NANOS = 200 * Scenario.MILLI;

    private static final long BUSY_RETRY_NANOS = 50_000;
    private static final int BUSY_RETRIES_MAX = 10_000;
    private static final long LEAD_NANOS = 200 * Scenario.MILLI;
    private static final long SLACK_NANOS = 400 * Scenario.MILLI;
    private static final int MARGIN = 8;
    /** The AH SA in use, the one that comes, and those left lately where they change each 300 ms. */
    private static final int CONTROL_SAS_MAX = 4;

    private final World world;
    private final SimGateway low;
    private final SimGateway high;
    private final Map<Role, Long> changesBefore = new EnumMap<>(Role.class);
    private final Map<Role, Boolean> exposedBefore = new EnumMap<>(Role.class);

    Healing(World world, SimGateway low, SimGateway high) {
        this.world = world;
        this.low = low;
        this.high = high;
    }

    /** Plans everything; returns when the run is over. */
    long plan(long healAtNanos) {
        world.clock().at(healAtNanos, this::heal);
        world.clock().at(healAtNanos + HEAL_NANOS, this::requireAgreement);
        long measured = healAtNanos + HEAL_NANOS + MEASURE_NANOS;
        world.clock().at(measured, this::requirePeriod);
        world.clock().at(measured + 1, () -> stop(low, 0));
        world.clock().at(measured + 1, () -> stop(high, 0));
        world.clock().at(measured + STOP_NANOS, this::requireNothingLeft);
        return measured + 2 * STOP_NANOS;
    }

    private void heal() {
        world.trace().tell(world.now(), "world", "!", 0, () -> "faults end");
        low.out().heal();
        high.out().heal();
        low.heal();
        high.heal();
    }

    private static LinkSnapshot snapshot(SimGateway gateway) {
        SimAgent agent = gateway.agent();
        if (agent == null) {
            throw new Violation(Invariant.HEALS, gateway.role() + " has no agent");
        }
        return agent.snapshot();
    }

    private void requireAgreement() {
        LinkSnapshot a = snapshot(low);
        LinkSnapshot b = snapshot(high);
        int newestOfBoth = Math.min(
                low.program().versions().newest(), high.program().versions().newest());
        boolean hasVersions = world.contest().paper().isEmpty();
        boolean spoken = !hasVersions || (a.version() == newestOfBoth && b.version() == newestOfBoth);
        boolean agreed = a.epoch() == b.epoch() && spoken && isUp(a) && isUp(b);
        if (!agreed) {
            world.judge()
                    .broken(new Violation(
                            Invariant.HEALS, "no agreement after the faults: low " + text(a) + ", high " + text(b)));
        }
        exposedBefore.put(Role.LOW, !isProtected(a));
        exposedBefore.put(Role.HIGH, !isProtected(b));
        changesBefore.put(Role.LOW, a.outbound().keyChanges());
        changesBefore.put(Role.HIGH, b.outbound().keyChanges());
    }

    private static boolean isUp(LinkSnapshot snapshot) {
        return snapshot.state() == LinkState.UP && snapshot.outbound().currentEpoch() == snapshot.epoch();
    }

    /** A try that was under way before has come to its end. */
    private void requireProtected(SimGateway gateway) {
        LinkSnapshot snapshot = snapshot(gateway);
        if (exposedBefore.getOrDefault(gateway.role(), false) && !isProtected(snapshot)) {
            world.judge()
                    .broken(new Violation(
                            Invariant.HEALS,
                            gateway.role() + " sends control messages without AH long after the faults: "
                                    + text(snapshot)));
        }
    }

    /** Whether messages leave under AH where both ends want them to, or have a reason not to. */
    private boolean isProtected(LinkSnapshot snapshot) {
        return !world.scenario().has(Fault.AH)
                || snapshot.controlPort().outboundIndex() > 0
                || snapshot.controlPort().paused();
    }

    private static String text(LinkSnapshot snapshot) {
        return snapshot.state() + " in epoch " + snapshot.epoch() + " of version " + snapshot.version()
                + " sending in epoch "
                + snapshot.outbound().currentEpoch() + ", control port under AH index "
                + snapshot.controlPort().outboundIndex();
    }

    private void requirePeriod() {
        requirePeriod(low);
        requirePeriod(high);
        requireProtected(low);
        requireProtected(high);
        requireTidy(low);
        requireTidy(high);
    }

    private void requirePeriod(SimGateway gateway) {
        LinkSnapshot snapshot = snapshot(gateway);
        long changes = snapshot.outbound().keyChanges() - changesBefore.getOrDefault(gateway.role(), 0L);
        long wanted = MEASURE_NANOS / gateway.periodNanos();
        world.tally().keyChanges += snapshot.outbound().keyChanges();
        if (Math.abs(changes - wanted) > (world.scenario().has(Fault.DRIFT) ? 2 : 1)) {
            world.judge()
                    .broken(new Violation(
                            Invariant.PERIOD_KEPT,
                            gateway.role() + " changed keys " + changes + " times where " + wanted + " were wanted, "
                                    + text(snapshot) + ", offered up to "
                                    + snapshot.outbound().offeredTop() + ", credit up to "
                                    + snapshot.outbound().creditTop() + ", at "
                                    + snapshot.outbound().currentIndex()));
        }
    }

    private void requireTidy(SimGateway gateway) {
        int inboundMax = inboundMax(gateway.peer(), gateway);
        int inbound = gateway.kernel().standing(true);
        int outboundMax = outboundMax(gateway);
        int outbound = gateway.kernel().standing(false);
        int old = gateway.kernel().standingBefore(gateway.incarnation());
        int living = snapshot(gateway).keys().living();
        int livingMax = inboundMax + outboundMax + ahead(gateway);
        int control = Math.max(
                gateway.controlPort().standing(true), gateway.controlPort().standing(false));
        if (control > CONTROL_SAS_MAX) {
            world.judge()
                    .broken(new Violation(
                            Invariant.OLD_KEYS_GO,
                            gateway.role() + " has " + control + " AH SAs of one direction of at most "
                                    + CONTROL_SAS_MAX));
        }
        if (inbound > inboundMax || outbound > outboundMax || old > 0 || living > livingMax) {
            world.judge()
                    .broken(new Violation(
                            Invariant.OLD_KEYS_GO,
                            gateway.role() + " has " + inbound + " inbound SAs of at most " + inboundMax + ", "
                                    + outbound + " outbound of at most " + outboundMax + ", " + old
                                    + " of dead agents, " + living + " living keys of at most " + livingMax));
        }
    }

    private LinkTimers timers(SimGateway gateway) {
        return world.scenario().parameters(gateway.role()).timers();
    }

    private int ahead(SimGateway sender) {
        return (int) (timers(sender).aheadNanos() * 3 / 2 / sender.shortestPeriodNanos()) + MARGIN;
    }

    private int inboundMax(SimGateway sender, SimGateway receiver) {
        long learning = timers(sender).keepaliveNanos() + sender.out().delayNanos();
        long left = learning + timers(receiver).retirementNanos() + SLACK_NANOS;
        return ahead(sender) + (int) (left / sender.periodNanos());
    }

    private int outboundMax(SimGateway sender) {
        long left = Math.max(sender.periodNanos(), timers(sender).outboundRetirementNanos()) + SLACK_NANOS;
        return (int) (LEAD_NANOS / sender.shortestPeriodNanos() + left / sender.periodNanos()) + MARGIN;
    }

    private void stop(SimGateway gateway, int retries) {
        SimAgent agent = gateway.agent();
        if (agent != null && agent.isBusy() && retries < BUSY_RETRIES_MAX) {
            world.clock().after(BUSY_RETRY_NANOS, () -> stop(gateway, retries + 1));
        } else {
            gateway.stop();
        }
    }

    private void requireNothingLeft() {
        requireNothingLeft(low);
        requireNothingLeft(high);
    }

    private void requireNothingLeft(SimGateway gateway) {
        SimAgent agent = gateway.agent();
        SimControlPort control = gateway.controlPort();
        int sas = gateway.kernel().standing(true)
                + gateway.kernel().standing(false)
                + control.standing(true)
                + control.standing(false)
                + (control.cover() == null ? 0 : 1);
        int secrets = agent == null ? 0 : agent.secrets().open();
        if (sas > 0 || secrets > 0) {
            world.judge()
                    .broken(new Violation(
                            Invariant.STOP_LEAVES_NOTHING,
                            gateway.role() + " stopped and left " + sas + " SAs and " + secrets + " secrets"));
        }
    }
}
