package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Errno;

/** Reads {@code NLMSG_ERROR} and the status at the end of a dump, with the extended acknowledgement behind them. */
final class Acknowledgement {

    /** Longest text taken over; the kernel's are under a hundred bytes. */
    private static final int TEXT_BYTES_MAX = 512;

    private static final int ATTR_MSG = 1;
    private static final int ATTR_OFFS = 2;

    private Acknowledgement() {}

    /** The outcome in a message of type {@link NetlinkMessage#ERROR}. */
    static NetlinkResult ofError(NetlinkMessage message) throws MalformedMessageException {
        ByteBuffer payload = message.payload();
        MalformedMessageException.requireBytes(payload, 0, Integer.BYTES + NetlinkMessage.HEADER_BYTES, "nlmsgerr");
        int error = payload.getInt(0);
        if (error == 0) {
            return NetlinkResult.Acknowledged.INSTANCE;
        }
        int echoed = message.hasFlag(NetlinkFlags.CAPPED) ? NetlinkMessage.HEADER_BYTES : payload.getInt(Integer.BYTES);
        if (echoed < NetlinkMessage.HEADER_BYTES) {
            throw new MalformedMessageException("the request echoed in nlmsgerr has " + echoed + " bytes");
        }
        long attributes = (long) Integer.BYTES + Alignment.up(Math.min(echoed, payload.limit()));
        return refused(message, error, attributes);
    }

    /** The outcome in a message of type {@link NetlinkMessage#DONE}; older kernels send no status. */
    static NetlinkResult ofDone(NetlinkMessage message) throws MalformedMessageException {
        ByteBuffer payload = message.payload();
        int error = payload.remaining() < Integer.BYTES ? 0 : payload.getInt(0);
        return error >= 0 ? NetlinkResult.Acknowledged.INSTANCE : refused(message, error, Integer.BYTES);
    }

    private static NetlinkResult refused(NetlinkMessage message, int error, long attributesOffset)
            throws MalformedMessageException {
        if (error > 0 || error == Integer.MIN_VALUE) {
            throw new MalformedMessageException("nlmsgerr holds " + error + ", which is no negative errno");
        }
        String text = "";
        int offset = -1;
        ByteBuffer payload = message.payload();
        if (message.hasFlag(NetlinkFlags.ACK_TLVS) && attributesOffset < payload.limit()) {
            payload.position((int) attributesOffset);
            AttributeCursor attributes = new AttributeCursor(payload);
            while (attributes.next()) {
                if (attributes.type() == ATTR_MSG) {
                    text = attributes.text(TEXT_BYTES_MAX);
                } else if (attributes.type() == ATTR_OFFS) {
                    offset = attributes.u32();
                }
            }
        }
        return new NetlinkResult.Refused(new Errno(-error), text, offset);
    }
}
