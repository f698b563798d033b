package org.qgate.simulator;

import org.qgate.simulator.Scenario.PathQuality;

/** One direction of the network between the gateways, for control datagrams and ESP packets alike. */
final class SimPath {
    private final EventQueue clock;
    private final SimRandom random;
    private PathQuality quality;
    private long deadUntilNanos = Long.MIN_VALUE;
    private long lastArrivalNanos;

    SimPath(EventQueue clock, SimRandom random, PathQuality quality) {
        this.clock = clock;
        this.random = random;
        this.quality = quality;
    }

    /** Carries something: {@code arrival} runs once, twice or never. */
    void carry(Runnable arrival) {
        if (clock.nowNanos() < deadUntilNanos || random.chance(quality.loss())) {
            return;
        }
        clock.at(arrivalNanos(), arrival);
        if (random.chance(quality.duplicates())) {
            clock.at(arrivalNanos(), arrival);
        }
    }

    private long arrivalNanos() {
        long at = clock.nowNanos() + quality.delayNanos() + random.below(quality.jitterNanos() + 1);
        if (random.chance(quality.stragglers())) {
            at += random.below(quality.stragglerNanos());
        }
        if (quality.jitterNanos() == 0 && quality.stragglers() == 0) {
            at = Math.max(at, lastArrivalNanos);
        }
        lastArrivalNanos = Math.max(at, lastArrivalNanos);
        return at;
    }

    /** Nothing comes through for a while. */
    void breakFor(long nanos) {
        deadUntilNanos = Math.max(deadUntilNanos, clock.nowNanos() + nanos);
    }

    /** From now on the path only delays. */
    void heal() {
        quality = quality.healed();
        deadUntilNanos = Long.MIN_VALUE;
        lastArrivalNanos = clock.nowNanos();
    }

    long delayNanos() {
        return quality.delayNanos();
    }
}
