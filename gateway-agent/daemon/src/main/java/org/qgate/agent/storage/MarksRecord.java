package org.qgate.agent.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;

/**
 * One record of the journal, big-endian:
 *
 * <pre>
 * length    4  bytes of the payload
 * checksum  4  CRC-32C of length and payload
 * payload      name length 1, name, epoch 8, own data, control, bootstrap 8 each, peer data, control, bootstrap 8 each
 * </pre>
 */
record MarksRecord(LinkName link, LinkMarks marks) {
    private static final int HEADER_BYTES = 8;
    private static final int LONGS = 7;
    private static final int NAME_BYTES_MAX = 63;
    private static final int PAYLOAD_BYTES_MAX = 1 + NAME_BYTES_MAX + LONGS * Long.BYTES;

    /** Longest record with its header. */
    static final int BYTES_MAX = HEADER_BYTES + PAYLOAD_BYTES_MAX;

    /** The record at the buffer's position, which moves behind it; empty, and the position unmoved, if there is none. */
    static Optional<MarksRecord> read(ByteBuffer source) {
        int start = source.position();
        if (source.remaining() < HEADER_BYTES) {
            return Optional.empty();
        }
        int length = source.getInt(start);
        if (length < 1 + LONGS * Long.BYTES
                || length > PAYLOAD_BYTES_MAX
                || length > source.remaining() - HEADER_BYTES) {
            return Optional.empty();
        }
        ByteBuffer payload = source.slice(start + HEADER_BYTES, length);
        int nameBytes = payload.get(0);
        if (source.getInt(start + 4) != checksum(length, payload) || length != 1 + nameBytes + LONGS * Long.BYTES) {
            return Optional.empty();
        }
        Optional<MarksRecord> record = parse(payload, nameBytes);
        if (record.isPresent()) {
            source.position(start + HEADER_BYTES + length);
        }
        return record;
    }

    private static Optional<MarksRecord> parse(ByteBuffer payload, int nameBytes) {
        byte[] name = new byte[nameBytes];
        payload.position(1).get(name);
        try {
            LinkName link = new LinkName(new String(name, StandardCharsets.UTF_8));
            return Optional.of(
                    new MarksRecord(link, new LinkMarks(payload.getLong(), channels(payload), channels(payload))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static ChannelMarks channels(ByteBuffer source) {
        return new ChannelMarks(source.getLong(), source.getLong(), source.getLong());
    }

    /** Puts the record at the buffer's position. */
    void write(ByteBuffer target) {
        byte[] name = link.name().getBytes(StandardCharsets.UTF_8);
        int start = target.position();
        int length = 1 + name.length + LONGS * Long.BYTES;
        target.position(start + HEADER_BYTES).put((byte) name.length).put(name).putLong(marks.epoch());
        put(target, marks.own());
        put(target, marks.peer());
        target.putInt(start, length).putInt(start + 4, checksum(length, target.slice(start + HEADER_BYTES, length)));
    }

    private static void put(ByteBuffer target, ChannelMarks channels) {
        target.putLong(channels.data()).putLong(channels.control()).putLong(channels.bootstrap());
    }

    private static int checksum(int length, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, length));
        crc.update(payload.duplicate());
        return (int) crc.getValue();
    }
}
