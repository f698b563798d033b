package org.qgate.agent.audit;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.port.KeyFate;

/**
 * One line of the ledger.
 *
 * @param wallClockMillis for people; no rule uses it
 * @param bits key bits of the block
 */
public record LedgerLine(
        long wallClockMillis, KeyFate fate, String link, Channel channel, long block, int bits, Name name) {
    private static final int FIELDS = 9;

    /** What the block is for. */
    public record Name(long epoch, Direction direction, long index) {}

    /** Adds the line with its line feed. */
    void appendTo(StringBuilder target) {
        target.append(wallClockMillis)
                .append('\t')
                .append(word(fate))
                .append('\t')
                .append(link)
                .append('\t');
        target.append(word(channel))
                .append('\t')
                .append(block)
                .append('\t')
                .append(bits)
                .append('\t');
        target.append(name.epoch)
                .append('\t')
                .append(word(name.direction))
                .append('\t')
                .append(name.index)
                .append('\n');
    }

    /** Reads a line without its line feed; empty if it is not one. */
    static Optional<LedgerLine> parse(String text) {
        String[] fields = text.split("\t", -1);
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LedgerLine(
                    Long.parseLong(fields[0]),
                    of(KeyFate.values(), fields[1]),
                    fields[2],
                    of(Channel.values(), fields[3]),
                    Long.parseLong(fields[4]),
                    Integer.parseInt(fields[5]),
                    new Name(Long.parseLong(fields[6]), of(Direction.values(), fields[7]), Long.parseLong(fields[8]))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> E of(E[] values, String word) {
        return Arrays.stream(values)
                .filter(value -> word(value).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
