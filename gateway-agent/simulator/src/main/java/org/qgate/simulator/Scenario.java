package org.qgate.simulator;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Role;
import org.qgate.core.model.Suite;

/**
 * The conditions that a seed draws before anything happens.
 *
 * @param faults what goes wrong
 * @param faultyNanos how long
 * @param lowToHigh the network in one direction
 * @param highToLow and in the other
 * @param kernel how both kernels behave
 * @param disk how both disks behave
 * @param keys how the key sources behave
 * @param rolledBack the end whose disk may go back in time
 * @param low the low end's view of the link
 * @param high the high end's
 */
record Scenario(
        Set<Fault> faults,
        long faultyNanos,
        PathQuality lowToHigh,
        PathQuality highToLow,
        KernelQuality kernel,
        DiskQuality disk,
        KeyQuality keys,
        Role rolledBack,
        LinkParameters low,
        LinkParameters high) {
    static final long MILLI = 1_000_000L;
    static final long SECOND = 1_000_000_000L;

    private static final LinkName LINK = new LinkName("sim");
    private static final GatewayId LOW = new GatewayId("a");
    private static final GatewayId HIGH = new GatewayId("b");
    /** What key sources, disks and kernels may add to a round trip when nothing fails. */
    private static final long SLOWEST_ANSWER_NANOS = 150 * MILLI;

    /** Links block seldom, so that a block is refused often. */
    private static final double BLOCK_REFUSALS = 0.3;

    private static final double PART_OF_FAULTS = 0.6;
    private static final int ALL_FAULTS_EVERY = 4;
    private static final int LATEST_FAULT = 30;

    /**
     * One direction of the network.
     *
     * @param delayNanos least time on the way
     * @param jitterNanos most time added to it
     * @param loss probability that something vanishes
     * @param duplicates probability that it comes twice
     * @param stragglers probability that it comes later by up to {@code stragglerNanos}
     * @param stragglerNanos most time added to a straggler
     */
    record PathQuality(
            long delayNanos, long jitterNanos, double loss, double duplicates, double stragglers, long stragglerNanos) {
        /** The same wire without faults. */
        PathQuality healed() {
            return new PathQuality(delayNanos, 0, 0, 0, 0, 0);
        }
    }

    /**
     * A kernel.
     *
     * @param latencyNanos most time between an effect and the kernel's work; 0 for at once
     * @param answerNanos most time between the work and the answer
     * @param refusals probability that somebody else's SA has the SPI
     * @param switchRefusals probability that a switch is refused
     * @param blockRefusals probability that a block is
     */
    record KernelQuality(
            long latencyNanos, long answerNanos, double refusals, double switchRefusals, double blockRefusals) {
        KernelQuality healed() {
            return new KernelQuality(Math.min(latencyNanos, MILLI), Math.min(answerNanos, MILLI), 0, 0, 0);
        }
    }

    /**
     * Stable storage.
     *
     * @param syncNanos most time of a write
     * @param failures probability that it fails
     */
    record DiskQuality(long syncNanos, double failures) {
        DiskQuality healed() {
            return new DiskQuality(Math.min(syncNanos, 20 * MILLI), 0);
        }
    }

    /**
     * Both key sources.
     *
     * @param headroom blocks of its own that an end gets, as a multiple of those that it needs
     * @param answerNanos most time until a draw or fetch is answered
     * @param skewNanos how much later the other end can fetch what one end drew
     * @param mismatches probability that a block differs at the two ends
     * @param slowAnswers probability that an answer takes seconds
     */
    record KeyQuality(double headroom, long answerNanos, long skewNanos, double mismatches, double slowAnswers) {
        KeyQuality healed() {
            return new KeyQuality(HEADROOM, answerNanos, Math.min(skewNanos, 50 * MILLI), 0, 0);
        }
    }

    /** Blocks to be had, as a multiple of those needed, where the key source is not the fault. */
    static final double HEADROOM = 4;

    /** The conditions of a seed. */
    static Scenario of(SimRandom random, Life life) {
        Set<Fault> asked = life.asked();
        Set<Fault> faults = EnumSet.noneOf(Fault.class);
        for (Fault fault : asked) {
            boolean taken = chanceOf(fault, life.seed(), random).chance(PART_OF_FAULTS);
            if (taken || asked.size() <= 2 || life.seed() % ALL_FAULTS_EVERY == 0) {
                faults.add(fault);
            }
        }
        faults.removeAll(life.muted());
        PathQuality lowToHigh = path(random, faults);
        PathQuality highToLow = path(random, faults);
        long aheadNanos = 2 * (lowToHigh.delayNanos() + highToLow.delayNanos() + SLOWEST_ANSWER_NANOS);
        LinkTimers lowTimers = timers(random, aheadNanos);
        LinkTimers highTimers = timers(random, aheadNanos);
        List<Suite> suites = List.of(Suite.values());
        Suite suite = suites.get((int) random.below(suites.size()));
        long faulty = asked.isEmpty() ? 4 * SECOND : random.between(8 * SECOND, 40 * SECOND);
        ControlAh controlAh = faults.contains(Fault.AH) ? ControlAh.AUTO : ControlAh.OFF;
        return new Scenario(
                faults,
                life.faultyNanos().orElse(faulty),
                lowToHigh,
                highToLow,
                kernel(random, faults),
                disk(random, faults),
                keys(random, faults),
                random.chance(0.5) ? Role.LOW : Role.HIGH,
                new LinkParameters(LINK, LOW, HIGH, suite, lowTimers).withControlAh(controlAh),
                new LinkParameters(LINK, HIGH, LOW, suite, highTimers).withControlAh(controlAh));
    }

    /** Faults that came later draw apart: they do not shift the chance of the others. */
    private static SimRandom chanceOf(Fault fault, long seed, SimRandom random) {
        return switch (fault) {
            case AH -> new SimRandom(~seed);
            case UPGRADE -> Strikes.apart(seed, LATEST_FAULT);
            default -> random;
        };
    }

    private static LinkTimers timers(SimRandom random, long aheadNanos) {
        return new LinkTimers(
                period(random),
                Math.max(aheadNanos, random.pick(200, 500, 500, 1000) * MILLI),
                random.pick(300, 300, 400) * MILLI,
                100 * MILLI,
                random.pick(300, 1000, 3000) * MILLI,
                random.pick(200, 500) * MILLI,
                random.pick(1000, 3000) * MILLI,
                random.pick(2000, 5500, 54_000, 54_000) * MILLI);
    }

    /** A key period that operators may want. */
    static long period(SimRandom random) {
        return random.pick(10, 20, 20, 20, 40, 50, 100, 200, 500) * MILLI;
    }

    private static PathQuality path(SimRandom random, Set<Fault> faults) {
        long delay = random.pick(50_000, MILLI, 5 * MILLI, 20 * MILLI, 80 * MILLI, 150 * MILLI);
        long jitter = random.pick(100_000, 5 * MILLI, 40 * MILLI, 120 * MILLI);
        double loss = random.fraction() * random.fraction() * 0.4;
        double duplicates = random.fraction() * 0.15;
        double stragglers = random.fraction() * 0.05;
        long straggler = random.pick(30, 250, 800, 3000) * MILLI;
        return new PathQuality(
                delay,
                faults.contains(Fault.JITTER) ? jitter : 0,
                faults.contains(Fault.LOSS) ? loss : 0,
                faults.contains(Fault.DUPLICATE) ? duplicates : 0,
                faults.contains(Fault.REORDER) ? stragglers : 0,
                straggler);
    }

    private static KernelQuality kernel(SimRandom random, Set<Fault> faults) {
        long latency = random.pick(0, 0, 200_000, 3 * MILLI, 12 * MILLI);
        long answer = random.pick(0, 200_000, 4 * MILLI);
        double refusals = random.fraction() * 0.03;
        double switchRefusals = random.fraction() * 0.02;
        return faults.contains(Fault.KERNEL)
                ? new KernelQuality(latency, answer, refusals, switchRefusals, BLOCK_REFUSALS)
                : new KernelQuality(random.pick(0, 200_000), 0, 0, 0, 0);
    }

    private static DiskQuality disk(SimRandom random, Set<Fault> faults) {
        long sync = random.pick(1, 20, 150, 600) * MILLI;
        double failures = random.fraction() * 0.2;
        return faults.contains(Fault.DISK) ? new DiskQuality(sync, failures) : new DiskQuality(2 * MILLI, 0);
    }

    private static KeyQuality keys(SimRandom random, Set<Fault> faults) {
        double headroom = 0.3 + random.fraction() * 1.5;
        long answer = random.pick(0, 500_000, 10 * MILLI);
        long skew = random.pick(0, 5, 60, 300) * MILLI;
        double mismatches = random.pick(1, 1, 10, 100) / 1000.0;
        return new KeyQuality(
                faults.contains(Fault.STARVE) ? headroom : HEADROOM,
                answer,
                skew,
                faults.contains(Fault.MISMATCH) ? mismatches : 0,
                faults.contains(Fault.STARVE) ? 0.01 : 0);
    }

    boolean has(Fault fault) {
        return faults.contains(fault);
    }

    LinkParameters parameters(Role role) {
        return role == Role.LOW ? low : high;
    }
}
