package org.qgate.lab;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Key changes a second.
 *
 * @param command that repeats it
 * @param seconds length of a turn
 * @param turns of all rounds
 */
record RekeyRateReport(String command, String kernelRelease, int rounds, int seconds, List<Turn> turns) {
    RekeyRateReport {
        turns = List.copyOf(turns);
    }

    /**
     * One turn.
     *
     * @param what changed keys
     * @param changesPerSecond SAs brought into use, both directions together
     * @param missedPercent of the deadlines
     * @param pingsLost of those that flowed meanwhile; 0 where none did
     */
    record Turn(String what, double changesPerSecond, double missedPercent, long pingsLost) {}

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Both directions together, %d rounds of turns of %d s, Linux %s, both ends on one processor. Repeat: `%s`",
                rounds,
                seconds,
                kernelRelease,
                command);
        line(text, "");
        line(text, "| what changes keys | median key changes a second | deadlines missed, %% (median) | pings lost |");
        line(text, "| --- | --- | --- | --- |");
        Set<String> kinds = new LinkedHashSet<>();
        turns.forEach(turn -> kinds.add(turn.what));
        for (String kind : kinds) {
            List<Turn> own =
                    turns.stream().filter(turn -> turn.what.equals(kind)).toList();
            line(
                    text,
                    "| %s | %.1f | %.2f | %d |",
                    kind,
                    Statistics.median(own.stream().map(Turn::changesPerSecond).toList()),
                    Statistics.median(own.stream().map(Turn::missedPercent).toList()),
                    own.stream().mapToLong(Turn::pingsLost).sum());
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
