package org.qgate.linux.rtnetlink;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * The head of a message about an address.
 *
 * <pre>{@code
 * struct ifaddrmsg {
 *     __u8  ifa_family;
 *     __u8  ifa_prefixlen;
 *     __u8  ifa_flags;
 *     __u8  ifa_scope;
 *     __u32 ifa_index;
 * };
 * }</pre>
 *
 * @param family {@code AF_*}
 * @param prefixLength of the network that the address is in
 * @param flags low byte of {@code IFA_F_*}
 * @param scope {@code RT_SCOPE_*}
 * @param index the interface
 */
record Ifaddrmsg(int family, int prefixLength, int flags, int scope, int index) {

    static final int SIZE = 8;

    void write(ByteBuffer out) {
        out.put((byte) family).put((byte) prefixLength).put((byte) flags).put((byte) scope);
        out.putInt(index);
    }

    static Ifaddrmsg read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "ifaddrmsg");
        return new Ifaddrmsg(
                Byte.toUnsignedInt(in.get(0)),
                Byte.toUnsignedInt(in.get(1)),
                Byte.toUnsignedInt(in.get(2)),
                Byte.toUnsignedInt(in.get(3)),
                in.getInt(4));
    }
}
