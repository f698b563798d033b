package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;

/**
 * What an SA or policy has done so far.
 *
 * <pre>{@code
 * struct xfrm_lifetime_cur {
 *     __u64 bytes;
 *     __u64 packets;
 *     __u64 add_time;
 *     __u64 use_time;
 * };
 * }</pre>
 *
 * @param bytes traffic
 * @param packets traffic
 * @param addTimeSeconds when it was added, seconds since 1970
 * @param useTimeSeconds when it was first used, 0 for never
 */
public record XfrmLifetimeCur(long bytes, long packets, long addTimeSeconds, long useTimeSeconds) {

    /** New. */
    public static final XfrmLifetimeCur ZERO = new XfrmLifetimeCur(0, 0, 0, 0);

    static final int SIZE = 32;

    void write(ByteBuffer out) {
        out.putLong(bytes).putLong(packets).putLong(addTimeSeconds).putLong(useTimeSeconds);
    }

    static XfrmLifetimeCur read(ByteBuffer in, int offset) {
        return new XfrmLifetimeCur(
                in.getLong(offset), in.getLong(offset + 8), in.getLong(offset + 16), in.getLong(offset + 24));
    }
}
