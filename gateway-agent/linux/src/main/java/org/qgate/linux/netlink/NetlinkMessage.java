package org.qgate.linux.netlink;

import java.nio.ByteBuffer;

/**
 * One received message ({@code struct nlmsghdr} and what follows).
 *
 * @param type {@code nlmsg_type}
 * @param flags {@code nlmsg_flags}
 * @param sequence {@code nlmsg_seq}
 * @param portId {@code nlmsg_pid}: of a reply the port of the asker, of an event 0 or the port of the cause
 * @param payload the bytes behind the header in native order; a view of the receive buffer, gone after the callback
 */
public record NetlinkMessage(int type, int flags, int sequence, int portId, ByteBuffer payload) {

    /** Bytes of {@code struct nlmsghdr}. */
    public static final int HEADER_BYTES = 16;

    /** {@code NLMSG_NOOP}: ignore. */
    public static final int NOOP = 1;
    /** {@code NLMSG_ERROR}: an acknowledgement, negative or not. */
    public static final int ERROR = 2;
    /** {@code NLMSG_DONE}: the end of a dump. */
    public static final int DONE = 3;
    /** {@code NLMSG_OVERRUN}: data lost. */
    public static final int OVERRUN = 4;

    /** Whether any of these flags is set. */
    public boolean hasFlag(int flag) {
        return (flags & flag) != 0;
    }

    /** Without the payload, which may hold keys. */
    @Override
    public String toString() {
        return "NetlinkMessage(type " + type + ", flags 0x" + Integer.toHexString(flags) + ", seq " + sequence + ", "
                + payload.remaining() + " bytes)";
    }
}
