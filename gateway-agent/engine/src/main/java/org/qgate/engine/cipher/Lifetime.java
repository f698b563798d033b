package org.qgate.engine.cipher;

/**
 * How long an SA lives (RFC 4301 section 4.4.2.1). A soft limit is told once and changes nothing; at a hard limit the SA
 * takes no more packets, is told, and is wiped. Whatever comes first counts; {@link #NO_LIMIT} is none.
 *
 * @param softSeconds since the SA was added
 * @param hardSeconds since the SA was added
 * @param softBytes of inner packets
 * @param hardBytes of inner packets
 * @param softPackets processed
 * @param hardPackets processed
 */
public record Lifetime(
        long softSeconds, long hardSeconds, long softBytes, long hardBytes, long softPackets, long hardPackets) {

    /** No limit of that kind. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** Lives until it is deleted. */
    public static final Lifetime UNLIMITED = new Lifetime(NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT, NO_LIMIT);

    /** Checks that every limit is positive. */
    public Lifetime {
        if (Math.min(
                        Math.min(Math.min(softSeconds, hardSeconds), Math.min(softBytes, hardBytes)),
                        Math.min(softPackets, hardPackets))
                <= 0) {
            throw new IllegalArgumentException("a lifetime's limits are positive, or NO_LIMIT");
        }
    }

    /** The same with limits in seconds. */
    public Lifetime withSeconds(long soft, long hard) {
        return new Lifetime(soft, hard, softBytes, hardBytes, softPackets, hardPackets);
    }

    /** The same with limits in bytes. */
    public Lifetime withBytes(long soft, long hard) {
        return new Lifetime(softSeconds, hardSeconds, soft, hard, softPackets, hardPackets);
    }

    /** The same with limits in packets. */
    public Lifetime withPackets(long soft, long hard) {
        return new Lifetime(softSeconds, hardSeconds, softBytes, hardBytes, soft, hard);
    }
}
