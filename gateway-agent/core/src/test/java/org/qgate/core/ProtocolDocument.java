package org.qgate.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The specification as tests read it: its vectors, its tables and its headings. */
final class ProtocolDocument {
    private static final Path PATH = Path.of("..", "..", "docs", "protocol.md");
    private static final Path FROZEN = Path.of("src", "test", "resources", "org", "qgate", "core", "version-1.md");
    private static final Pattern BLOCK =
            Pattern.compile("^```(vector|message|malformed) (\\S+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\|(.*)\\|$", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

    private final String text;

    private ProtocolDocument(String text) {
        this.text = text;
    }

    static ProtocolDocument read() {
        return read(PATH);
    }

    /** The vectors of version 1, as gateways in the field have them. */
    static ProtocolDocument frozen() {
        return read(FROZEN);
    }

    private static ProtocolDocument read(Path path) {
        try {
            return new ProtocolDocument(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException("the specification must lie at " + path.toAbsolutePath(), e);
        }
    }

    /** The fenced blocks of a kind: {@code vector}, {@code message} or {@code malformed}. */
    List<Vector> vectors(String kind) {
        List<Vector> found = new ArrayList<>();
        for (MatchResult block : BLOCK.matcher(text).results().toList()) {
            if (block.group(1).equals(kind)) {
                found.add(new Vector(block.group(2), fields(block.group(3))));
            }
        }
        return found;
    }

    private static Map<String, String> fields(String lines) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String line : lines.lines().toList()) {
            int at = line.indexOf(" = ");
            if (at < 0 || fields.put(line.substring(0, at), line.substring(at + 3)) != null) {
                throw new IllegalStateException("not a new 'name = value': " + line);
            }
        }
        return fields;
    }

    /** The cells of all rows of tables. */
    List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (MatchResult row : ROW.matcher(text).results().toList()) {
            List<String> cells = new ArrayList<>();
            for (String cell : row.group(1).split("\\|", -1)) {
                cells.add(cell.strip());
            }
            rows.add(cells);
        }
        return rows;
    }

    /** The anchors that links may point to. */
    List<String> anchors() {
        return HEADING.matcher(text)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(java.util.Locale.ROOT)
                        .replaceAll("[^a-z0-9\\- ]", "")
                        .replace(' ', '-'))
                .toList();
    }

    String text() {
        return text;
    }

    /** One fenced block. */
    record Vector(String name, Map<String, String> fields) {
        String text(String field) {
            String value = fields.get(field);
            if (value == null) {
                throw new IllegalStateException("vector " + name + " has no " + field);
            }
            return value;
        }

        byte[] bytes(String field) {
            return HexFormat.of().parseHex(text(field));
        }

        long number(String field) {
            return Long.parseLong(text(field));
        }

        /** Comma-separated numbers, or {@code none}. */
        List<Long> numbers(String field) {
            List<Long> numbers = new ArrayList<>();
            if (!text(field).equals("none")) {
                for (String number : text(field).split(",", -1)) {
                    numbers.add(Long.parseLong(number));
                }
            }
            return numbers;
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
