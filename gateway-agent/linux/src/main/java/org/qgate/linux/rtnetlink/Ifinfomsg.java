package org.qgate.linux.rtnetlink;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * The head of a message about a link.
 *
 * <pre>{@code
 * struct ifinfomsg {
 *     unsigned char  ifi_family;
 *     unsigned char  __ifi_pad;
 *     unsigned short ifi_type;
 *     int            ifi_index;
 *     unsigned       ifi_flags;
 *     unsigned       ifi_change;
 * };
 * }</pre>
 *
 * @param index the interface, 0 for a new one
 * @param flags {@code IFF_*}
 * @param change which flags are to change
 */
record Ifinfomsg(int index, int flags, int change) {

    static final int SIZE = 16;
    static final int IFF_UP = 1;

    void write(ByteBuffer out) {
        out.putInt(0).putInt(index).putInt(flags).putInt(change);
    }

    static Ifinfomsg read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "ifinfomsg");
        return new Ifinfomsg(in.getInt(4), in.getInt(8), in.getInt(12));
    }
}
