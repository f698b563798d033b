package org.qgate.simulator;

import java.util.ArrayList;
import java.util.List;
import org.qgate.core.model.Versions;
import org.qgate.core.port.LinkEvent;

/** Brings about what goes wrong by itself: kills, outages, stalls, operators and forgers, until the faults end. */
final class Adversity {
    private static final long GAP_MAX_NANOS = 1500 * Scenario.MILLI;
    private static final long FORGERY_GAP_MAX_NANOS = 100 * Scenario.MILLI;
    private static final long DOWN_MAX_NANOS = 5 * Scenario.SECOND;
    private static final long OUTAGE_MAX_NANOS = 6 * Scenario.SECOND;
    private static final long ONE_WAY_MAX_NANOS = 12 * Scenario.SECOND;
    private static final long PARTITION_MAX_NANOS = 30 * Scenario.SECOND;
    private static final double PARTITION_PART = 0.3;
    private static final long STALL_MAX_NANOS = 3 * Scenario.SECOND;
    private static final long SHEARS_GAP_MAX_NANOS = 6 * Scenario.SECOND;
    private static final int SHEARS = 20;
    private static final double UNTOLD_PART = 0.2;
    private static final double BACK_PART = 0.25;
    private static final int EFFECTS_BEFORE_DEATH_MAX = 12;

    private final World world;
    private final SimRandom random;
    private final SimGateway low;
    private final SimGateway high;
    private final Forger forger;
    private final SimRandom shears;
    private final List<Runnable> acts = new ArrayList<>();
    private long endNanos;

    Adversity(World world, SimRandom random, SimGateway low, SimGateway high) {
        this.world = world;
        this.random = random;
        this.low = low;
        this.high = high;
        this.forger = new Forger(world, random.split());
        this.shears = world.strikes().apart(SHEARS);
        offer(Fault.CRASH, this::crash);
        offer(Fault.ROLLBACK, this::rollBack);
        offer(Fault.OUTAGE, this::breakPath);
        offer(Fault.STARVE, this::stall);
        offer(Fault.RESET, this::reset);
        offer(Fault.PERIOD, this::changePeriod);
        offer(Fault.ASYMMETRY, this::loseOneWay);
        offer(Fault.PARTITION, this::partition);
        offer(Fault.CLOCK, this::stepClock);
        offer(Fault.FLUSH, this::flush);
        offer(Fault.STALL, this::stallKernel);
        offer(Fault.TWINS, this::strikeBoth);
        offer(Fault.UPGRADE, this::replaceProgram);
    }

    private void offer(Fault fault, Runnable act) {
        if (world.scenario().has(fault)) {
            acts.add(act);
        }
    }

    /** Acts until {@code atNanos}. */
    void untilNanos(long atNanos) {
        endNanos = atNanos;
        if (!acts.isEmpty()) {
            act();
        }
        if (world.scenario().has(Fault.FORGE)) {
            forge();
        }
        if (world.scenario().has(Fault.AH)) {
            shear();
        }
    }

    private void act() {
        if (world.now() < endNanos) {
            acts.get((int) random.below(acts.size())).run();
            world.clock().after(random.below(GAP_MAX_NANOS), this::act);
        }
    }

    private void forge() {
        if (world.now() < endNanos) {
            forger.attack(either());
            world.clock().after(random.below(FORGERY_GAP_MAX_NANOS), this::forge);
        }
    }

    /** Takes AH SAs of one or both directions away, some or all. */
    private void shear() {
        if (world.now() >= endNanos) {
            return;
        }
        SimGateway victim = shears.chance(0.5) ? low : high;
        int which = (int) shears.below(3);
        boolean told = !shears.chance(UNTOLD_PART);
        double part = shears.chance(0.5) ? 1 : shears.fraction();
        SimRandom chance = shears.split();
        if (strikes(Fault.AH)) {
            victim.shear(which != 0, which != 1, told, sa -> chance.chance(part));
        }
        world.clock().after(shears.below(SHEARS_GAP_MAX_NANOS), this::shear);
    }

    private SimGateway either() {
        return random.chance(0.5) ? low : high;
    }

    private void crash() {
        SimGateway victim = either();
        SimAgent agent = victim.agent();
        if (agent == null || !strikes(Fault.CRASH)) {
            return;
        }
        if (random.chance(0.5)) {
            agent.dieAfter((int) random.below(EFFECTS_BEFORE_DEATH_MAX));
        } else {
            victim.crash();
        }
        long down = random.chance(0.5) ? random.below(DOWN_MAX_NANOS) : random.below(DOWN_MAX_NANOS / 10);
        world.clock().after(down, victim::start);
    }

    /** Only ever at one end: marks that both ends have lost are lost. */
    private void rollBack() {
        SimGateway victim = world.scenario().rolledBack() == low.role() ? low : high;
        if (random.chance(0.3)) {
            victim.keepCopy();
        } else if (victim.agent() != null && strikes(Fault.ROLLBACK)) {
            victim.crash();
            victim.restoreCopy();
            victim.start();
        }
    }

    private void breakPath() {
        long nanos = random.below(OUTAGE_MAX_NANOS);
        int which = (int) random.below(3);
        if (!strikes(Fault.OUTAGE)) {
            return;
        }
        world.trace()
                .tell(
                        world.now(),
                        "path",
                        "!",
                        which,
                        () -> "broken for " + nanos / Scenario.MILLI + " ms, way " + which);
        if (which != 0) {
            low.out().breakFor(nanos);
        }
        if (which != 1) {
            high.out().breakFor(nanos);
        }
    }

    private void stall() {
        SimGateway victim = either();
        long nanos = random.below(OUTAGE_MAX_NANOS);
        if (strikes(Fault.STARVE)) {
            victim.keys().stallFor(nanos);
        }
    }

    private void reset() {
        SimGateway first = either();
        if (!strikes(Fault.RESET)) {
            return;
        }
        first.command(new LinkEvent.ResetRequested());
        if (random.chance(0.3)) {
            long gap = random.pick(0, Scenario.MILLI, 60 * Scenario.MILLI);
            world.clock().after(gap, () -> first.peer().command(new LinkEvent.ResetRequested()));
        }
    }

    private void changePeriod() {
        SimGateway gateway = either();
        long period = Scenario.period(random);
        if (strikes(Fault.PERIOD)) {
            gateway.setPeriod(period);
        }
    }

    private void loseOneWay() {
        SimGateway sender = either();
        double part = 0.5 + random.fraction() / 2;
        long nanos = random.below(ONE_WAY_MAX_NANOS);
        world.trace().tell(world.now(), "path", "!", nanos, () -> sender.role() + " loses " + part);
        sender.out().loseFor(nanos, part);
    }

    private void partition() {
        long nanos = random.between(OUTAGE_MAX_NANOS, PARTITION_MAX_NANOS);
        if (random.chance(PARTITION_PART) && strikes(Fault.PARTITION)) {
            world.trace()
                    .tell(world.now(), "path", "!", nanos, () -> "partition for " + nanos / Scenario.MILLI + " ms");
            low.out().breakFor(nanos);
            high.out().breakFor(nanos);
        }
    }

    private void stepClock() {
        SimGateway gateway = either();
        long seconds = random.pick(1, 60, 600, 3600);
        long sign = random.chance(0.5) ? 1 : -1;
        if (strikes(Fault.CLOCK)) {
            gateway.stepClock(sign * seconds * Scenario.SECOND);
        }
    }

    private void flush() {
        SimGateway gateway = either();
        double part = random.chance(0.3) ? 1 : random.fraction() * 0.3;
        SimRandom chance = random.split();
        if (strikes(Fault.FLUSH)) {
            gateway.flush(part, chance);
        }
    }

    private void stallKernel() {
        SimGateway gateway = either();
        long nanos = random.below(STALL_MAX_NANOS);
        if (strikes(Fault.STALL)) {
            gateway.stallKernel(nanos);
        }
    }

    /** Both at one moment, or within the time of a round trip. */
    private void strikeBoth() {
        long gap = random.pick(0, 0, Scenario.MILLI / 10, 5 * Scenario.MILLI);
        boolean reset = random.chance(0.5);
        long down = random.below(DOWN_MAX_NANOS / 5);
        if (!strikes(Fault.TWINS)) {
            return;
        }
        if (reset) {
            low.command(new LinkEvent.ResetRequested());
            world.clock().after(gap, () -> high.command(new LinkEvent.ResetRequested()));
        } else {
            low.crash();
            world.clock().after(gap, high::crash);
            world.clock().after(gap + down, low::start);
            world.clock().after(gap + down, high::start);
        }
    }

    /** Mostly forwards; an operator may also go back. */
    private void replaceProgram() {
        SimGateway gateway = either();
        Versions others = random.chance(BACK_PART) ? Versions.first() : Versions.ALL;
        long down = random.below(DOWN_MAX_NANOS / 5);
        if (gateway.agent() != null && strikes(Fault.UPGRADE)) {
            gateway.crash();
            gateway.program().replace(others);
            world.clock().after(down, gateway::start);
        }
    }

    private boolean strikes(Fault fault) {
        return world.strikes().strikes(fault);
    }
}
