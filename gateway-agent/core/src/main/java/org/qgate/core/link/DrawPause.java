package org.qgate.core.link;

/** How long no keys are drawn because the last ones could not be installed: doubles with each failure, to a bound. */
final class DrawPause {
    /** First pause. */
    static final long FIRST_NANOS = 50_000_000L;
    /** Longest pause. */
    static final long MAX_NANOS = 5_000_000_000L;

    private long lengthNanos;
    private long untilNanos = Long.MIN_VALUE;

    void lengthen(long nowNanos) {
        if (nowNanos >= untilNanos) {
            lengthNanos = lengthNanos == 0 ? FIRST_NANOS : Math.min(MAX_NANOS, 2 * lengthNanos);
            untilNanos = nowNanos + lengthNanos;
        }
    }

    void end() {
        lengthNanos = 0;
        untilNanos = Long.MIN_VALUE;
    }

    long untilNanos() {
        return untilNanos;
    }
}
