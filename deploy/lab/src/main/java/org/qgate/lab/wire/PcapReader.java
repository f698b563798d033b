package org.qgate.lab.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a capture file of Ethernet frames in the classic format, with times in micro- or nanoseconds, written by a machine of
 * either byte order (draft-ietf-opsawg-pcap, sections 4 and 5).
 */
public final class PcapReader {
    private static final int MAGIC_MICROS = 0xA1B2C3D4;
    private static final int MAGIC_NANOS = 0xA1B23C4D;
    private static final int FILE_HEADER_BYTES = 24;
    private static final int RECORD_HEADER_BYTES = 16;
    private static final int LINK_TYPE_ETHERNET = 1;

    /** No capture of ours has longer records; a longer one is a sign of a damaged file. */
    private static final int RECORD_BYTES_MAX = 262_144;

    private final ByteBuffer content;
    private final int fractionNanos;

    private PcapReader(ByteBuffer content, int fractionNanos) {
        this.content = content;
        this.fractionNanos = fractionNanos;
    }

    /** Opens a capture file of at most 2 GiB. */
    public static PcapReader open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), file.toString());
        }
    }

    static PcapReader of(ByteBuffer content, String name) throws IOException {
        if (content.remaining() < FILE_HEADER_BYTES) {
            throw new IOException(name + " is not a capture file: it is shorter than a file header");
        }
        int magic = content.order(ByteOrder.BIG_ENDIAN).getInt(0);
        if (magic != MAGIC_MICROS && magic != MAGIC_NANOS) {
            magic = content.order(ByteOrder.LITTLE_ENDIAN).getInt(0);
        }
        if (magic != MAGIC_MICROS && magic != MAGIC_NANOS) {
            throw new IOException(name + " is not a capture file in the classic format (pcapng is another)");
        }
        int linkType = content.getInt(20);
        if (linkType != LINK_TYPE_ETHERNET) {
            throw new IOException(name + " holds frames of link type " + linkType + ", not of Ethernet");
        }
        content.position(FILE_HEADER_BYTES);
        return new PcapReader(content, magic == MAGIC_NANOS ? 1 : 1000);
    }

    /** The next packet; empty at the end of the file, which a record cut short also is. */
    public Optional<PcapPacket> next() throws IOException {
        if (content.remaining() < RECORD_HEADER_BYTES) {
            return Optional.empty();
        }
        long seconds = Integer.toUnsignedLong(content.getInt());
        long fraction = Integer.toUnsignedLong(content.getInt());
        int captured = content.getInt();
        int onWire = content.getInt();
        if (captured < 0 || captured > RECORD_BYTES_MAX) {
            throw new IOException("The capture file is damaged before byte " + content.position() + ": a record of "
                    + Integer.toUnsignedString(captured) + " bytes");
        }
        if (content.remaining() < captured) {
            content.position(content.limit());
            return Optional.empty();
        }
        ByteBuffer frame =
                content.slice(content.position(), captured).asReadOnlyBuffer().order(ByteOrder.BIG_ENDIAN);
        content.position(content.position() + captured);
        return Optional.of(new PcapPacket(seconds * 1_000_000_000L + fraction * fractionNanos, frame, onWire));
    }
}
