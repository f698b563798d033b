package org.qgate.agent.keysource;

/** Bits that come in at a constant rate, wait up to a bound, and are drawn. */
final class TokenBucket {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double bitsPerSecond;
    private final double bitsMax;
    private double bits;
    private long lastNanos;

    /** A bucket that holds {@code bits} at {@code nowNanos}. */
    TokenBucket(double bitsPerSecond, double bitsMax, double bits, long nowNanos) {
        this.bitsPerSecond = bitsPerSecond;
        this.bitsMax = bitsMax;
        this.bits = Math.min(bits, bitsMax);
        this.lastNanos = nowNanos;
    }

    /** Whole bits that can be drawn now. */
    long available(long nowNanos) {
        bits = Math.min(bitsMax, bits + (nowNanos - lastNanos) / NANOS_PER_SECOND * bitsPerSecond);
        lastNanos = nowNanos;
        return (long) bits;
    }

    /** Takes bits that {@link #available} has just offered. */
    void take(long count) {
        if (count > bits) {
            throw new IllegalStateException("asked for " + count + " bits, " + (long) bits + " are there");
        }
        bits -= count;
    }
}
