package org.qgate.agent.tcp;

/** When a connection that ended, or was never made, is tried again: at once hardly ever, and more and more seldom. */
final class ReconnectPause {
    /** First pause. */
    static final long FIRST_NANOS = 100_000_000L;
    /** Longest pause. */
    static final long MAX_NANOS = 1_000_000_000L;
    /** A connection that lasted so long was a good one: the next pause is the first one again. */
    static final long LASTING_NANOS = 5_000_000_000L;

    private long nextNanos = FIRST_NANOS;
    private long overAtNanos = Long.MIN_VALUE;

    /**
     * An attempt has ended.
     *
     * @param nowNanos the time
     * @param lastedNanos how long the connection stood, 0 if it never did
     */
    void begin(long nowNanos, long lastedNanos) {
        if (lastedNanos >= LASTING_NANOS) {
            nextNanos = FIRST_NANOS;
        }
        overAtNanos = nowNanos + nextNanos;
        nextNanos = Math.min(2 * nextNanos, MAX_NANOS);
    }

    boolean isOver(long nowNanos) {
        return overAtNanos == Long.MIN_VALUE || nowNanos - overAtNanos >= 0;
    }
}
