package org.qgate.linux.rtnetlink;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * The head of a message about a route. Source prefix and type of service are not used here and written as zero.
 *
 * <pre>{@code
 * struct rtmsg {
 *     unsigned char rtm_family;
 *     unsigned char rtm_dst_len;
 *     unsigned char rtm_src_len;
 *     unsigned char rtm_tos;
 *     unsigned char rtm_table;
 *     unsigned char rtm_protocol;
 *     unsigned char rtm_scope;
 *     unsigned char rtm_type;
 *     unsigned      rtm_flags;
 * };
 * }</pre>
 *
 * @param family {@code AF_*}
 * @param destinationLength bits of the destination prefix
 * @param table low byte of the table's number
 * @param protocol who made the route, {@code RTPROT_*}
 * @param scope {@code RT_SCOPE_*}
 * @param type number of a {@link RouteType}
 * @param flags {@code RTM_F_*}
 */
record Rtmsg(int family, int destinationLength, int table, int protocol, int scope, int type, int flags) {

    static final int SIZE = 12;

    /** {@code RTM_F_CLONED}: a cache entry. */
    static final int CLONED = 0x200;

    void write(ByteBuffer out) {
        out.put((byte) family).put((byte) destinationLength).put((byte) 0).put((byte) 0);
        out.put((byte) table).put((byte) protocol).put((byte) scope).put((byte) type);
        out.putInt(flags);
    }

    static Rtmsg read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "rtmsg");
        return new Rtmsg(
                Byte.toUnsignedInt(in.get(0)),
                Byte.toUnsignedInt(in.get(1)),
                Byte.toUnsignedInt(in.get(4)),
                Byte.toUnsignedInt(in.get(5)),
                Byte.toUnsignedInt(in.get(6)),
                Byte.toUnsignedInt(in.get(7)),
                in.getInt(8));
    }
}
