package org.qgate.engine.router;

import org.qgate.linux.inet.IpFamily;

/**
 * The longest outer packet that a tunnel's path carries (RFC 4301 section 8.2). It shrinks when the network says so and
 * grows back to the interface's size after a while, since paths change (RFC 1191 section 6.3). For one thread.
 */
public final class PathMtu {

    /** An IPv4 path is never taken to carry less: lower claims are forged or of no use. */
    public static final int V4_BYTES_MIN = 576;

    /** Every IPv6 path carries this (RFC 8200 section 5). */
    public static final int V6_BYTES_MIN = 1280;

    /** How long a lowered value is kept: ten minutes. */
    public static final long AGE_NANOS_MAX = 600_000_000_000L;

    private final int linkBytes;
    private final int bytesMin;
    private int bytes;
    private long learntNanos;

    /**
     * Starts with what the first link carries.
     *
     * @param linkBytes of the outgoing interface, at least the least of the family
     */
    public PathMtu(IpFamily family, int linkBytes) {
        this.bytesMin = family == IpFamily.IPV4 ? V4_BYTES_MIN : V6_BYTES_MIN;
        this.linkBytes = Math.max(linkBytes, bytesMin);
        this.bytes = this.linkBytes;
    }

    /** What the path carries now. */
    public int bytes(long nowNanos) {
        if (bytes < linkBytes && nowNanos - learntNanos >= AGE_NANOS_MAX) {
            bytes = linkBytes;
        }
        return bytes;
    }

    /** Somebody said that the path carries no more than this. Larger values than the known one change nothing. */
    public void learn(int claimedBytes, long nowNanos) {
        int believed = Math.max(claimedBytes, bytesMin);
        if (believed <= bytes) {
            bytes = believed;
            learntNanos = nowNanos;
        }
    }
}
