package org.qgate.linux.netlink;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Builds what a kernel sends. */
public final class Messages {

    private Messages() {}

    /** One message with its header. */
    public static byte[] message(int type, int flags, int sequence, int port, byte[] body) {
        byte[] bytes = new byte[(16 + body.length + 3) / 4 * 4];
        wrap(bytes)
                .putInt(16 + body.length)
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(sequence)
                .putInt(port)
                .put(body);
        return bytes;
    }

    /** An acknowledgement with the extended attributes that are given. */
    public static byte[] acknowledgement(int sequence, int port, int error, String text, int offset) {
        byte[] message = text.isEmpty() ? new byte[0] : attribute(1, (text + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] place = offset < 0 ? new byte[0] : attribute(2, ints(offset));
        byte[] head = ints(error, 16, (5 << 16) | 16, sequence, port);
        int tlvs = text.isEmpty() && offset < 0 ? 0 : NetlinkFlags.ACK_TLVS;
        return message(NetlinkMessage.ERROR, NetlinkFlags.CAPPED | tlvs, sequence, port, join(head, message, place));
    }

    /** An attribute with its padding. */
    public static byte[] attribute(int type, byte[] value) {
        byte[] bytes = new byte[(4 + value.length + 3) / 4 * 4];
        wrap(bytes).putShort((short) (4 + value.length)).putShort((short) type).put(value);
        return bytes;
    }

    /** Native-order integers. */
    public static byte[] ints(int... values) {
        byte[] bytes = new byte[4 * values.length];
        wrap(bytes).asIntBuffer().put(values);
        return bytes;
    }

    /** Several things one behind the other. */
    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A message as received. */
    public static NetlinkMessage received(byte[] datagram) throws MalformedMessageException {
        return new MessageCursor(wrap(datagram)).next();
    }

    /** All messages of a datagram. */
    public static List<NetlinkMessage> receivedAll(byte[] datagram) throws MalformedMessageException {
        List<NetlinkMessage> messages = new ArrayList<>();
        MessageCursor cursor = new MessageCursor(wrap(datagram));
        while (cursor.hasNext()) {
            messages.add(cursor.next());
        }
        return messages;
    }

    /** A native-order view. */
    public static ByteBuffer wrap(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
    }
}
