package org.qgate.linux.xfrm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The files of golden bytes. */
public final class Golden {

    private Golden() {}

    /**
     * A line.
     *
     * @param name what it is
     * @param bytes the datagram
     */
    public record Entry(String name, byte[] bytes) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The words of each line of a file. */
    public static List<List<String>> words(String file) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> List.of(line.split(" ", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The lines of a name and hex bytes. */
    public static List<Entry> entries(String file) {
        List<Entry> entries = new ArrayList<>();
        for (List<String> line : words(file)) {
            entries.add(new Entry(line.get(0), HexFormat.of().parseHex(line.get(1))));
        }
        return entries;
    }

    /** The messages of {@code kernel-structs.txt}. */
    public static byte[] structMessage(String name) {
        return words("kernel-structs.txt").stream()
                .filter(line -> line.get(0).equals("message") && line.get(1).equals(name))
                .map(line -> HexFormat.of().parseHex(line.get(2)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no message " + name));
    }
}
