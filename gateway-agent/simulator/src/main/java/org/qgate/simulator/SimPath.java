package org.qgate.simulator;

import org.jspecify.annotations.Nullable;
import org.qgate.simulator.Scenario.PathQuality;

/** One direction of the network between the gateways, for control datagrams and ESP packets alike. */
final class SimPath {
    private static final int ONE_WAY = 1;

    private final EventQueue clock;
    private final SimRandom random;
    private final @Nullable Bottleneck bottleneck;
    private final Strikes strikes;
    private final SimRandom oneWay;
    private PathQuality quality;
    private double lossOneWay;
    private long lossyUntilNanos = Long.MIN_VALUE;
    private long deadUntilNanos = Long.MIN_VALUE;
    private long lastArrivalNanos;

    SimPath(EventQueue clock, SimRandom random, PathQuality quality, Strikes strikes) {
        this(clock, random, quality, strikes, null);
    }

    SimPath(EventQueue clock, SimRandom random, PathQuality quality, Strikes strikes, @Nullable Bottleneck bottleneck) {
        this.strikes = strikes;
        this.oneWay = strikes.apart(ONE_WAY);
        this.bottleneck = bottleneck;
        this.clock = clock;
        this.random = random;
        this.quality = quality;
    }

    /** Carries so many bytes: {@code arrival} runs once, twice or never. */
    void carry(int bytes, Runnable arrival) {
        Bottleneck queue = bottleneck;
        long leavesAt = queue == null ? clock.nowNanos() : queue.leavesAt(clock.nowNanos(), bytes);
        if (leavesAt == Bottleneck.DROPPED
                || leavesAt < deadUntilNanos
                || (random.chance(quality.loss()) && strikes.strikes(Fault.LOSS))) {
            return;
        }
        if (leavesAt < lossyUntilNanos && oneWay.chance(lossOneWay) && strikes.strikes(Fault.ASYMMETRY)) {
            return;
        }
        clock.at(arrivalNanos(leavesAt), arrival);
        if (random.chance(quality.duplicates()) && strikes.strikes(Fault.DUPLICATE)) {
            clock.at(arrivalNanos(leavesAt), arrival);
        }
    }

    private long arrivalNanos(long leavesAtNanos) {
        long at = leavesAtNanos + quality.delayNanos() + random.below(quality.jitterNanos() + 1);
        if (random.chance(quality.stragglers()) && strikes.strikes(Fault.REORDER)) {
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

    /** For a while this direction loses a part of what it carries, beside its usual loss. */
    void loseFor(long nanos, double part) {
        lossyUntilNanos = clock.nowNanos() + nanos;
        lossOneWay = part;
    }

    /** From now on the path only delays. */
    void heal() {
        lossyUntilNanos = Long.MIN_VALUE;
        quality = quality.healed();
        deadUntilNanos = Long.MIN_VALUE;
        lastArrivalNanos = clock.nowNanos();
    }

    long delayNanos() {
        return quality.delayNanos();
    }
}
