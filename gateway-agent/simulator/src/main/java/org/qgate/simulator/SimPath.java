package org.qgate.simulator;

import org.jspecify.annotations.Nullable;
import org.qgate.simulator.Scenario.PathQuality;

/** One direction of the network between the gateways, for control datagrams and ESP packets alike. */
final class SimPath {
    private final EventQueue clock;
    private final SimRandom random;
    private final @Nullable Bottleneck bottleneck;
    private PathQuality quality;
    private long deadUntilNanos = Long.MIN_VALUE;
    private long lastArrivalNanos;

    SimPath(EventQueue clock, SimRandom random, PathQuality quality) {
        this(clock, random, quality, null);
    }

    SimPath(EventQueue clock, SimRandom random, PathQuality quality, @Nullable Bottleneck bottleneck) {
        this.bottleneck = bottleneck;
        this.clock = clock;
        this.random = random;
        this.quality = quality;
    }

    /** Carries so many bytes: {@code arrival} runs once, twice or never. */
    void carry(int bytes, Runnable arrival) {
        Bottleneck queue = bottleneck;
        long leavesAt = queue == null ? clock.nowNanos() : queue.leavesAt(clock.nowNanos(), bytes);
        if (leavesAt == Bottleneck.DROPPED || leavesAt < deadUntilNanos || random.chance(quality.loss())) {
            return;
        }
        clock.at(arrivalNanos(leavesAt), arrival);
        if (random.chance(quality.duplicates())) {
            clock.at(arrivalNanos(leavesAt), arrival);
        }
    }

    private long arrivalNanos(long leavesAtNanos) {
        long at = leavesAtNanos + quality.delayNanos() + random.below(quality.jitterNanos() + 1);
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
