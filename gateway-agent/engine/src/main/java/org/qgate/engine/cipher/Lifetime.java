package org.qgate.engine.cipher;

/**
 * How long an SA lives (RFC 4301 section 4.4.2.1). A soft limit is told once and changes nothing; at a hard limit the SA
 * takes no more packets, is told, and is wiped. Whatever comes first counts.
 *
 * @param soft when a successor is wanted
 * @param hard when it ends
 */
public record Lifetime(Limits soft, Limits hard) {

    /** No limit of that kind. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** Lives until it is deleted. */
    public static final Lifetime UNLIMITED = new Lifetime(Limits.NONE, Limits.NONE);

    /**
     * Limits, each positive or {@link #NO_LIMIT}.
     *
     * @param seconds since the SA was added
     * @param useSeconds since its first packet
     * @param bytes of inner packets
     * @param packets processed
     */
    public record Limits(long seconds, long useSeconds, long bytes, long packets) {

        /** None at all. */
        public static final Limits NONE = new Limits(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT);

        /** Checks that every limit is positive. */
        public Limits {
            if (Math.min(Math.min(seconds, useSeconds), Math.min(bytes, packets)) <= 0) {
                throw new IllegalArgumentException("a lifetime's limits are positive, or NO_LIMIT");
            }
        }

        boolean areOfTimeOnly() {
            return bytes == NO_LIMIT && packets == NO_LIMIT;
        }
    }

    /** The same with limits in seconds since the addition. */
    public Lifetime withSeconds(long newSoft, long newHard) {
        return new Lifetime(
                new Limits(newSoft, soft.useSeconds, soft.bytes, soft.packets),
                new Limits(newHard, hard.useSeconds, hard.bytes, hard.packets));
    }

    /** The same with limits in seconds since the first packet. */
    public Lifetime withUseSeconds(long newSoft, long newHard) {
        return new Lifetime(
                new Limits(soft.seconds, newSoft, soft.bytes, soft.packets),
                new Limits(hard.seconds, newHard, hard.bytes, hard.packets));
    }

    /** The same with limits in bytes. */
    public Lifetime withBytes(long newSoft, long newHard) {
        return new Lifetime(
                new Limits(soft.seconds, soft.useSeconds, newSoft, soft.packets),
                new Limits(hard.seconds, hard.useSeconds, newHard, hard.packets));
    }

    /** The same with limits in packets. */
    public Lifetime withPackets(long newSoft, long newHard) {
        return new Lifetime(
                new Limits(soft.seconds, soft.useSeconds, soft.bytes, newSoft),
                new Limits(hard.seconds, hard.useSeconds, hard.bytes, newHard));
    }
}
