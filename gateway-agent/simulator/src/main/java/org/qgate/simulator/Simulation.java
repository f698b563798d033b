package org.qgate.simulator;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Role;

/**
 * The life of two gateways under one seed: faults for a while, then peace, then an orderly stop. The invariants are
 * checked where they could break: at every effect, every packet, every answer, and at the end.
 */
public final class Simulation {
    private static final long EXPIRY_NANOS = 250 * Scenario.MILLI;
    private static final long BOOT_MAX_NANOS = 500 * Scenario.MILLI;

    private final long seed;
    private final World world;
    private final SimGateway low;
    private final SimGateway high;
    private final SimRandom random;

    /** A world as the protocol has it. */
    public Simulation(long seed, Set<Fault> faults) {
        this(Life.of(seed, faults), Contest.core(Mutation.NONE), Trace.hashOnly());
    }

    /** A world as the protocol has it, telling {@code lines} what happens. */
    public Simulation(long seed, Set<Fault> faults, Consumer<String> lines) {
        this(Life.of(seed, faults), Contest.core(Mutation.NONE), Trace.readable(lines));
    }

    /** A world that measures a protocol; {@code installedSas} is the window of the paper's. */
    static Simulation measuring(long seed, Set<Fault> faults, ProtocolKind protocol, int installedSas) {
        Contest contest =
                protocol == ProtocolKind.QGATE ? Contest.core(Mutation.NONE) : Contest.measured(protocol, installedSas);
        return new Simulation(Life.of(seed, faults), contest, Trace.hashOnly());
    }

    Simulation(Life life, Contest contest, Trace trace) {
        this.seed = life.seed();
        this.random = new SimRandom(seed);
        Scenario scenario = Scenario.of(random.split(), life);
        EventQueue clock = new EventQueue();
        Strikes strikes = Strikes.of(seed, clock, life.only());
        int blockBytes = scenario.low().suite().keyBytes();
        this.world = new World(
                clock,
                trace,
                new KeyAudit(scenario.low().link()),
                new VersionAudit(),
                new KeyStream(clock, random.split(), blockBytes, scenario.keys().mismatches(), strikes),
                scenario,
                contest,
                new Tally(),
                strikes);
        this.low = new SimGateway(
                world, Role.LOW, new SimPath(clock, random.split(), scenario.lowToHigh(), strikes), random.split());
        this.high = new SimGateway(
                world, Role.HIGH, new SimPath(clock, random.split(), scenario.highToLow(), strikes), random.split());
        low.connect(high);
        high.connect(low);
    }

    /** Runs it to its end or to the first violation. */
    public SimulationResult run() {
        Violation violation = null;
        try {
            long end = plan();
            while (world.clock().runNext(end)) {
                // Each action checks what it touches.
            }
        } catch (Violation broken) {
            violation = broken;
        }
        return result(violation);
    }

    private long plan() {
        EventQueue clock = world.clock();
        world.trace().tell(0, "world", "!", seed, () -> world.scenario().toString());
        long healAt = world.scenario().faultyNanos();
        low.placeRules();
        high.placeRules();
        clock.at(random.below(BOOT_MAX_NANOS), low::start);
        clock.at(random.below(BOOT_MAX_NANOS), high::start);
        new Traffic(world, low, high, random.split()).flow();
        new Traffic(world, high, low, random.split()).flow();
        new Adversity(world, random.split(), low, high).untilNanos(healAt);
        expire();
        clock.at(healAt, world.stream()::heal);
        return new Healing(world, low, high).plan(healAt);
    }

    private void expire() {
        low.expire();
        high.expire();
        world.clock().after(EXPIRY_NANOS, this::expire);
    }

    private SimulationResult result(@Nullable Violation violation) {
        Tally tally = world.tally();
        if (violation != null) {
            world.trace().tell(world.now(), "world", "!", 0, () -> violation.invariant() + ": " + violation.text());
        }
        return new SimulationResult(
                seed,
                violation == null ? null : violation.invariant(),
                violation == null ? "" : violation.text(),
                world.judge().counts(),
                world.now(),
                tally.packetsDelivered,
                tally.packetsDeciphered,
                tally.packetsExcused,
                world.trace().hash());
    }

    /** The faults that struck, in order. */
    List<Strikes.Struck> struck() {
        return world.strikes().struck();
    }

    Tally tally() {
        return world.tally();
    }
}
