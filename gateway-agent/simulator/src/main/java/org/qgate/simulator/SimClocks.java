package org.qgate.simulator;

/** The clocks of one gateway: a wall clock that somebody may set, and a monotonic one that may run fast or slow. */
final class SimClocks {
    private final long driftPerMillion;
    private long wallOffsetNanos;
    private long steppedBackNanos;

    SimClocks(long driftPerMillion) {
        this.driftPerMillion = driftPerMillion;
    }

    /** Somebody sets the wall clock. */
    void step(long nanos) {
        wallOffsetNanos += nanos;
        steppedBackNanos += Math.max(0, -nanos);
    }

    /** What they show at a moment. */
    SimTime at(long nowNanos) {
        return new SimTime(nowNanos, nowNanos + wallOffsetNanos);
    }

    /** By how much the wall clock was set back, all steps together. */
    long steppedBackNanos() {
        return steppedBackNanos;
    }

    /** By how many millionths the clocks of the gateway's agents are fast. */
    long driftPerMillion() {
        return driftPerMillion;
    }
}
