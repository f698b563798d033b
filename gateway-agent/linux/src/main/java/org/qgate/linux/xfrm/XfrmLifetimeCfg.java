package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;

/**
 * When an SA or policy ends. Seconds follow the wall clock.
 *
 * <pre>{@code
 * struct xfrm_lifetime_cfg {
 *     __u64 soft_byte_limit;
 *     __u64 hard_byte_limit;
 *     __u64 soft_packet_limit;
 *     __u64 hard_packet_limit;
 *     __u64 soft_add_expires_seconds;
 *     __u64 hard_add_expires_seconds;
 *     __u64 soft_use_expires_seconds;
 *     __u64 hard_use_expires_seconds;
 * };
 * }</pre>
 *
 * @param bytes of traffic
 * @param packets of traffic
 * @param secondsAfterAdd age
 * @param secondsAfterUse time since the first packet
 */
public record XfrmLifetimeCfg(Limit bytes, Limit packets, Limit secondsAfterAdd, Limit secondsAfterUse) {

    /** {@code XFRM_INF}: a volume without limit. */
    public static final long INFINITE = -1L;

    /** Never. */
    public static final XfrmLifetimeCfg NONE =
            new XfrmLifetimeCfg(Limit.UNLIMITED_VOLUME, Limit.UNLIMITED_VOLUME, Limit.NO_TIME, Limit.NO_TIME);

    static final int SIZE = 64;

    /**
     * One limit.
     *
     * @param soft an event is sent and the SA is avoided from here on
     * @param hard the SA is deleted
     */
    public record Limit(long soft, long hard) {
        /** No limit of bytes or packets. */
        public static final Limit UNLIMITED_VOLUME = new Limit(INFINITE, INFINITE);
        /** No limit of time. */
        public static final Limit NO_TIME = new Limit(0, 0);
    }

    /** Hard limits of age and volume, each with a soft one beside it as the kernel wants. */
    public static XfrmLifetimeCfg hard(long seconds, long bytes) {
        return new XfrmLifetimeCfg(
                new Limit(bytes, bytes), Limit.UNLIMITED_VOLUME, new Limit(seconds, seconds), Limit.NO_TIME);
    }

    void write(ByteBuffer out) {
        out.putLong(bytes.soft).putLong(bytes.hard);
        out.putLong(packets.soft).putLong(packets.hard);
        out.putLong(secondsAfterAdd.soft).putLong(secondsAfterAdd.hard);
        out.putLong(secondsAfterUse.soft).putLong(secondsAfterUse.hard);
    }

    static XfrmLifetimeCfg read(ByteBuffer in, int offset) {
        return new XfrmLifetimeCfg(
                limit(in, offset), limit(in, offset + 16), limit(in, offset + 32), limit(in, offset + 48));
    }

    private static Limit limit(ByteBuffer in, int offset) {
        return new Limit(in.getLong(offset), in.getLong(offset + Long.BYTES));
    }
}
