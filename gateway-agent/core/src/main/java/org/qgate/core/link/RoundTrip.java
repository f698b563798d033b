package org.qgate.core.link;

/** Smoothed round trip time and the retransmission time that follows from it (after RFC 6298, section 2). */
final class RoundTrip {
    /** Shortest wait before a repetition. */
    static final long REPEAT_MIN_NANOS = 40_000_000L;
    /** Longest wait before a repetition. */
    static final long REPEAT_MAX_NANOS = 1_000_000_000L;

    private static final long FIRST_NANOS = 100_000_000L;

    private long smoothedNanos;
    private long variationNanos;
    private boolean measured;

    void measured(long sampleNanos) {
        if (measured) {
            variationNanos += (Math.abs(sampleNanos - smoothedNanos) - variationNanos) / 4;
            smoothedNanos += (sampleNanos - smoothedNanos) / 8;
        } else {
            smoothedNanos = sampleNanos;
            variationNanos = sampleNanos / 2;
            measured = true;
        }
    }

    long smoothedNanos() {
        return smoothedNanos;
    }

    /** How long to wait before repetition number {@code repeated} (0 for the first), doubling each time. */
    long repeatAfterNanos(int repeated) {
        long base = measured ? Math.max(REPEAT_MIN_NANOS, smoothedNanos + 4 * variationNanos) : FIRST_NANOS;
        long backedOff = base << Math.min(repeated, 5);
        return Math.min(REPEAT_MAX_NANOS, backedOff);
    }
}
