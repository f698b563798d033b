package org.qgate.core.wire;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.Versions;

/**
 * Bytes of control messages, most significant first; {@code docs/protocol.md} section "Messages".
 *
 * <p>A message is: header, body, tags. In-epoch messages end with one tag; HELLO and its reply with the block tag (made
 * with QKD bits) and the link tag (made with the provisioned secret, and over all else); refusals with the link tag only.
 */
public final class MessageCodec {
    /** No message is longer, so none is fragmented. */
    public static final int MESSAGE_BYTES_MAX = 1200;
    /** Bytes of the header. */
    public static final int HEADER_BYTES = 40;
    /** Most blocks that one offer names. */
    public static final int OFFER_BLOCKS_MAX = 64;
    /** No epoch, index, sequence, serial, block or mark is higher, so that sums of them cannot overflow. */
    public static final long NUMBER_MAX = (1L << 62) - 1;

    private static final short MAGIC = 0x5147;

    private MessageCodec() {}

    /** Header and body with the length field counting {@code tags} tags that the caller appends. */
    public static byte[] encodeUntagged(Header header, Message message) {
        ByteBuffer out = ByteBuffer.allocate(MESSAGE_BYTES_MAX);
        out.putShort(MAGIC).put((byte) header.version()).put((byte) message.type());
        out.putLong(header.linkTag());
        out.put((byte) header.direction().code()).put((byte) 0).putShort((short) 0);
        out.putLong(header.epoch()).putLong(header.keyIndex()).putLong(header.sequence());
        BodyCodec.write(message, out);
        out.putShort(14, (short) (out.position() + tagCount(message) * Tag.LENGTH));
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Number of tags behind the body. */
    public static int tagCount(Message message) {
        return message instanceof Message.Hello || message instanceof Message.HelloReply ? 2 : 1;
    }

    /** Appends tags to an encoded message. */
    public static byte[] append(byte[] message, byte[] tag) {
        byte[] result = Arrays.copyOf(message, message.length + Tag.LENGTH);
        System.arraycopy(tag, 0, result, message.length, Tag.LENGTH);
        return result;
    }

    /** The link tag of a datagram, by which an agent finds the link, or -1 if it is too short to have one. */
    public static long linkTag(byte[] datagram) {
        return datagram.length < HEADER_BYTES ? -1 : ByteBuffer.wrap(datagram).getLong(4);
    }

    /** Reads a datagram; never throws. */
    public static Decoded decode(byte[] datagram) {
        if (datagram.length < HEADER_BYTES + Tag.LENGTH || datagram.length > MESSAGE_BYTES_MAX) {
            return new Decoded.Malformed("length " + datagram.length);
        }
        ByteBuffer in = ByteBuffer.wrap(datagram);
        if (in.getShort() != MAGIC) {
            return new Decoded.Malformed("not a QGate message");
        }
        int version = Byte.toUnsignedInt(in.get());
        if (!Versions.ALL.include(version)) {
            return new Decoded.Malformed("version " + version + " is not known");
        }
        int type = Byte.toUnsignedInt(in.get());
        long linkTag = in.getLong();
        int direction = in.get();
        int reserved = in.get();
        int length = Short.toUnsignedInt(in.getShort());
        if (direction < 0 || direction > 1 || reserved != 0 || length != datagram.length) {
            return new Decoded.Malformed("bad header fields");
        }
        Direction travels = direction == 0 ? Direction.LOW_TO_HIGH : Direction.HIGH_TO_LOW;
        Header header = new Header(version, linkTag, travels, in.getLong(), in.getLong(), in.getLong());
        return decodeBody(header, type, in, datagram);
    }

    private static Decoded decodeBody(Header header, int type, ByteBuffer in, byte[] datagram) {
        if (!isNumber(header.epoch(), 1) || !isNumber(header.keyIndex(), 0) || !isNumber(header.sequence(), 0)) {
            return new Decoded.Malformed("numbers out of range");
        }
        try {
            Message message = BodyCodec.read(type, in);
            if (in.remaining() != tagCount(message) * Tag.LENGTH) {
                return new Decoded.Malformed("type " + type + " with " + in.remaining() + " bytes for tags");
            }
            return new Decoded.Wellformed(header, message, datagram);
        } catch (BufferUnderflowException e) {
            return new Decoded.Malformed("type " + type + " is cut short");
        } catch (IllegalArgumentException e) {
            return new Decoded.Malformed("type " + type + ": " + e.getMessage());
        }
    }

    static boolean isNumber(long number, long least) {
        return number >= least && number <= NUMBER_MAX;
    }

    static List<Long> readBlocks(ByteBuffer in) {
        int count = Short.toUnsignedInt(in.getShort());
        if (count < 1 || count > OFFER_BLOCKS_MAX) {
            throw new IllegalArgumentException(count + " blocks");
        }
        List<Long> blocks = new ArrayList<>(count);
        long last = -1;
        for (int i = 0; i < count; i++) {
            long block = in.getLong();
            if (!isNumber(block, last + 1)) {
                throw new IllegalArgumentException("block numbers do not rise or are out of range");
            }
            blocks.add(block);
            last = block;
        }
        return List.copyOf(blocks);
    }

    static Channel readKeyChannel(ByteBuffer in) {
        Channel channel = Channel.of(Short.toUnsignedInt(in.getShort()));
        if (channel == Channel.BOOTSTRAP) {
            throw new IllegalArgumentException("bootstrap blocks are not offered");
        }
        return channel;
    }
}
