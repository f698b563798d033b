package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * A network card that does the SA's work.
 *
 * <pre>{@code
 * struct xfrm_user_offload {
 *     int  ifindex;
 *     __u8 flags;
 * };
 * }</pre>
 *
 * @param interfaceIndex the card
 * @param flags {@link #INBOUND}, {@link #PACKET}
 */
public record XfrmUserOffload(int interfaceIndex, int flags) {

    /** {@code XFRM_OFFLOAD_INBOUND}: for received packets. */
    public static final int INBOUND = 2;

    /** {@code XFRM_OFFLOAD_PACKET}: whole packets, not the cipher only. */
    public static final int PACKET = 4;

    static final int SIZE = 8;

    void write(ByteBuffer out) {
        out.putInt(interfaceIndex).put((byte) flags).put((byte) 0).putShort((short) 0);
    }

    static XfrmUserOffload read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_user_offload");
        return new XfrmUserOffload(in.getInt(0), Byte.toUnsignedInt(in.get(4)));
    }
}
