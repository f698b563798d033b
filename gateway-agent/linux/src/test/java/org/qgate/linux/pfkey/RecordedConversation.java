package org.qgate.linux.pfkey;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The conversation with a real kernel in {@code pfkey/kernel-6.1.txt}. */
final class RecordedConversation {

    private static final List<Line> LINES = read();

    /**
     * A message of the record.
     *
     * @param name what was asked
     * @param sent whether it is the asker's
     * @param bytes the datagram
     */
    record Line(String name, boolean sent, byte[] bytes) {
        ByteBuffer datagram() {
            return direct(bytes);
        }

        @Override
        public String toString() {
            return name + (sent ? " sent" : " received");
        }
    }

    private RecordedConversation() {}

    static List<Line> all() {
        return LINES;
    }

    static byte[] sent(String name) {
        return LINES.stream()
                .filter(line -> line.sent && line.name.equals(name))
                .findFirst()
                .orElseThrow()
                .bytes;
    }

    /** What the kernel answered, parsed. */
    static List<PfKeyMessage> received(String name) {
        return LINES.stream()
                .filter(line -> !line.sent && line.name.equals(name))
                .map(line -> valid(line.datagram()).message())
                .toList();
    }

    static PfKeyDecoded.Valid valid(ByteBuffer datagram) {
        PfKeyDecoded decoded = PfKeyParser.parse(datagram);
        if (decoded instanceof PfKeyDecoded.Valid valid) {
            return valid;
        }
        throw new AssertionError(decoded);
    }

    static ByteBuffer direct(byte[] bytes) {
        return ByteBuffer.allocateDirect(bytes.length)
                .order(ByteOrder.nativeOrder())
                .put(bytes)
                .flip();
    }

    /** Writes a parsed message again, its keys too. */
    static byte[] rewritten(PfKeyDecoded.Valid valid) {
        PfKeyWriter writer =
                new PfKeyWriter(ByteBuffer.allocate(SadbMsg.MESSAGE_BYTES_MAX).order(ByteOrder.nativeOrder()));
        writer.begin(valid.message().header());
        for (SadbExtension extension : valid.message().extensions()) {
            if (extension instanceof SadbKey key) {
                writer.key(key, valid.keys());
            } else {
                writer.add(extension);
            }
        }
        ByteBuffer end = writer.end();
        byte[] bytes = new byte[end.remaining()];
        end.get(bytes);
        return bytes;
    }

    private static List<Line> read() {
        InputStream in =
                Objects.requireNonNull(RecordedConversation.class.getResourceAsStream("/pfkey/kernel-6.1.txt"));
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
            return reader.lines()
                    .map(line -> line.split(" ", -1))
                    .map(part -> new Line(
                            part[0], part[1].equals(">"), HexFormat.of().parseHex(part[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
