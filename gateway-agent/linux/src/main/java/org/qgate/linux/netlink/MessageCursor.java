package org.qgate.linux.netlink;

import java.nio.ByteBuffer;

/** Walks over the messages of one datagram. */
final class MessageCursor {

    private final ByteBuffer datagram;

    /** Reads from position to limit of {@code datagram}, which is in native order. */
    MessageCursor(ByteBuffer datagram) {
        this.datagram = datagram;
    }

    boolean hasNext() {
        return datagram.remaining() > 0;
    }

    NetlinkMessage next() throws MalformedMessageException {
        MalformedMessageException.requireBytes(datagram, datagram.position(), NetlinkMessage.HEADER_BYTES, "nlmsghdr");
        int start = datagram.position();
        int length = datagram.getInt(start);
        if (length < NetlinkMessage.HEADER_BYTES || length > datagram.remaining()) {
            throw new MalformedMessageException("nlmsg_len is " + Integer.toUnsignedString(length)
                    + ", but the datagram has " + datagram.remaining() + " bytes left");
        }
        int payloadBytes = length - NetlinkMessage.HEADER_BYTES;
        ByteBuffer payload = datagram.slice(start + NetlinkMessage.HEADER_BYTES, payloadBytes)
                .order(datagram.order());
        NetlinkMessage message = new NetlinkMessage(
                Short.toUnsignedInt(datagram.getShort(start + 4)),
                Short.toUnsignedInt(datagram.getShort(start + 6)),
                datagram.getInt(start + 8),
                datagram.getInt(start + 12),
                payload);
        datagram.position(Math.min(start + Alignment.up(length), datagram.limit()));
        return message;
    }
}
