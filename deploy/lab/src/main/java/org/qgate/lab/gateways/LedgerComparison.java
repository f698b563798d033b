package org.qgate.lab.gateways;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.qgate.lab.kernel.LabException;

/**
 * What the audit ledgers of both gateways say of the use of key bits, by rules of our own rather than the agents': a block of key
 * bits is leased once in its life and by one end only, serves one name (epoch, direction, index), and is installed once per end;
 * and one name has one block.
 *
 * @param bitsDrawn bits of all blocks that either end leased
 * @param bitsUsedTwice bits of the blocks that break a rule
 * @param findings how they do, for a person; the first {@value #FINDINGS_MAX}
 */
public record LedgerComparison(long bitsDrawn, long bitsUsedTwice, List<String> findings) {
    static final int FINDINGS_MAX = 20;

    public LedgerComparison {
        findings = List.copyOf(findings);
    }

    /** Reads the ledgers in the state folders of both ends; what the agents have written must be on the disk. */
    public static LedgerComparison of(Path first, Path second) throws IOException {
        Reader reader = new Reader();
        reader.end(first);
        reader.end(second);
        return new LedgerComparison(reader.bitsDrawn, reader.bitsUsedTwice, reader.findings);
    }

    private record Block(String link, String channel, long number) {}

    private record Name(String link, String channel, String epoch, String direction, String index) {}

    /** A line: time, step, link, channel, block, bits, epoch, direction, index, with tabs between. */
    private record Line(String step, Block block, int bits, Name name) {
        private static final int FIELDS = 9;

        static Optional<Line> parse(String text) {
            String[] field = text.split("\t", -1);
            if (field.length != FIELDS) {
                return Optional.empty();
            }
            Block block = new Block(field[2], field[3], Long.parseLong(field[4]));
            Name name = new Name(field[2], field[3], field[6], field[7], field[8]);
            return Optional.of(new Line(field[1], block, Integer.parseInt(field[5]), name));
        }
    }

    private static final class Reader {
        private final Map<Block, Name> names = new HashMap<>();
        private final Map<Name, Block> blocks = new HashMap<>();
        private final Set<Block> leased = new HashSet<>();
        private final Set<Block> broken = new HashSet<>();
        private final List<String> findings = new ArrayList<>();
        private long bitsDrawn;
        private long bitsUsedTwice;

        void end(Path stateFolder) throws IOException {
            Set<Block> installed = new HashSet<>();
            Set<Block> accepted = new HashSet<>();
            long lines = 0;
            for (Path file : ledgers(stateFolder)) {
                for (String text : Files.readAllLines(file)) {
                    Optional<Line> line = Line.parse(text);
                    if (line.isPresent()) {
                        lines++;
                        step(stateFolder, line.get(), installed, accepted);
                    }
                }
            }
            if (lines == 0) {
                throw new LabException("The ledger in " + stateFolder + " has no entry: nothing can be proven from it");
            }
        }

        private static List<Path> ledgers(Path stateFolder) throws IOException {
            try (Stream<Path> files = Files.list(stateFolder)) {
                return files.filter(file -> file.getFileName().toString().matches("ledger(\\.\\d+)?\\.log"))
                        .sorted()
                        .toList();
            }
        }

        private void step(Path end, Line line, Set<Block> installed, Set<Block> accepted) {
            switch (line.step) {
                case "leased" -> {
                    if (leased.add(line.block)) {
                        bitsDrawn += line.bits;
                    } else {
                        find(end, line, "is leased a second time");
                    }
                    tie(end, line);
                }
                case "accepted" -> {
                    if (!accepted.add(line.block)) {
                        find(end, line, "is accepted a second time");
                    }
                    tie(end, line);
                }
                case "installed" -> {
                    if (!installed.add(line.block)) {
                        find(end, line, "is installed a second time");
                    }
                    tie(end, line);
                }
                case "voided", "destroyed" -> {}
                default -> find(end, line, "took a step '" + line.step + "' that is not known here");
            }
        }

        private void tie(Path end, Line line) {
            Name otherName = names.putIfAbsent(line.block, line.name);
            if (otherName != null && !otherName.equals(line.name)) {
                find(end, line, "serves " + line.name + " and " + otherName);
            }
            Block otherBlock = blocks.putIfAbsent(line.name, line.block);
            if (otherBlock != null && !otherBlock.equals(line.block)) {
                find(end, line, "shares its name with " + otherBlock);
            }
        }

        private void find(Path end, Line line, String what) {
            if (broken.add(line.block)) {
                bitsUsedTwice += line.bits;
            }
            if (findings.size() < FINDINGS_MAX) {
                findings.add(end.getFileName() + ": " + line.block + " " + what);
            }
        }
    }
}
