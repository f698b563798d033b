package org.qgate.lab.wire;

/**
 * A stretch of time, its first instant included and its last excluded.
 *
 * @param fromNanos since 1970-01-01 UTC
 * @param untilNanos since 1970-01-01 UTC
 */
public record TimeWindow(long fromNanos, long untilNanos) {
    /** All time. */
    public static final TimeWindow ALWAYS = new TimeWindow(Long.MIN_VALUE, Long.MAX_VALUE);

    boolean contains(long timeNanos) {
        return timeNanos >= fromNanos && timeNanos < untilNanos;
    }
}
