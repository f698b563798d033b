package org.qgate.agent.audit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Role;
import org.qgate.core.port.KeyFate;

/**
 * Proves from the ledgers of both ends of a link, or of one, that no key bit was used twice.
 *
 * <p>Every end leases a block at most once, accepts one at most once, installs one at most once; only the owner of a block's parity
 * leases it; both ends tie a block to the same epoch, direction and index; one such name has one block.
 */
public final class LedgerCheck {
    /** Violations that are kept in words; all are counted. */
    private static final int VIOLATIONS_KEPT = 20;

    private record Block(String link, Channel channel, long number) {}

    private record SaKey(String link, Channel channel, LedgerLine.Name name) {}

    /**
     * What was found.
     *
     * @param blocksLeased different blocks, both ends together
     * @param bitsDrawn their bits
     * @param bitsUsedTwice bits of the blocks that break a rule
     * @param lines read
     * @param violations the first ones in words
     */
    public record Result(long blocksLeased, long bitsDrawn, long bitsUsedTwice, long lines, List<String> violations) {
        /** Copies the list. */
        public Result {
            violations = List.copyOf(violations);
        }
    }

    private final Map<Block, LedgerLine.Name> names = new HashMap<>();
    private final Map<SaKey, Block> blocks = new HashMap<>();
    private final Set<Block> leased = new HashSet<>();
    private final Set<Block> violated = new HashSet<>();
    private final List<String> violations = new ArrayList<>();
    private long bitsDrawn;
    private long bitsUsedTwice;
    private long lines;

    private LedgerCheck() {}

    /** Reads the ledgers in the given state directories, one directory an end. */
    public static Result of(List<Path> directories) throws IOException {
        LedgerCheck check = new LedgerCheck();
        for (Path directory : directories) {
            check.readEnd(directory);
        }
        return new Result(check.leased.size(), check.bitsDrawn, check.bitsUsedTwice, check.lines, check.violations);
    }

    private void readEnd(Path directory) throws IOException {
        Path current = directory.resolve("ledger.log");
        if (!Files.exists(current)) {
            throw new NoSuchFileException(
                    current.toString(), null, "no ledger there; name the state directory of an agent");
        }
        Map<KeyFate, Set<Block>> seen = new HashMap<>();
        int oldest = 0;
        while (Files.exists(directory.resolve("ledger." + (oldest + 1) + ".log"))) {
            oldest++;
        }
        for (int number = oldest; number >= 0; number--) {
            Path file = number == 0 ? current : directory.resolve("ledger." + number + ".log");
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    Optional<LedgerLine> parsed = LedgerLine.parse(line);
                    if (parsed.isPresent()) {
                        lines++;
                        follow(directory, parsed.get(), seen);
                    }
                }
            }
        }
    }

    private void follow(Path end, LedgerLine line, Map<KeyFate, Set<Block>> seen) {
        Block block = new Block(line.link(), line.channel(), line.block());
        if (line.fate() == KeyFate.VOIDED || line.fate() == KeyFate.DESTROYED) {
            return;
        }
        if (!seen.computeIfAbsent(line.fate(), fate -> new HashSet<>()).add(block)) {
            violate(end, line, block, "twice");
        }
        LedgerLine.Name earlierName = names.putIfAbsent(block, line.name());
        if (earlierName != null && !earlierName.equals(line.name())) {
            violate(end, line, block, "for " + line.name() + " after " + earlierName);
        }
        Block earlierBlock = blocks.putIfAbsent(new SaKey(line.link(), line.channel(), line.name()), block);
        if (earlierBlock != null && !earlierBlock.equals(block)) {
            violate(end, line, block, "for a name that has block " + earlierBlock.number());
        }
        if (line.fate() == KeyFate.LEASED) {
            lease(end, line, block);
        }
    }

    private void lease(Path end, LedgerLine line, Block block) {
        if (leased.add(block)) {
            bitsDrawn += line.bits();
        } else {
            violate(end, line, block, "though it was leased before");
        }
        Role owner = (line.block() & 1) == 0 ? Role.LOW : Role.HIGH;
        if (line.name().direction().sender() != owner) {
            violate(end, line, block, "though it belongs to the other end");
        }
    }

    private void violate(Path end, LedgerLine line, Block block, String how) {
        if (violated.add(block)) {
            bitsUsedTwice += line.bits();
        }
        if (violations.size() < VIOLATIONS_KEPT) {
            violations.add(end + ": link " + line.link() + ", " + line.channel() + " block " + line.block() + " "
                    + line.fate() + " " + how);
        }
    }
}
