package org.qgate.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * What bystanders pay for key changes.
 *
 * @param command that repeats it
 * @param seconds that each stream lasted
 * @param turns of all rounds
 */
record BystandersReport(String command, String kernelRelease, int rounds, int seconds, List<Turn> turns) {
    BystandersReport {
        turns = List.copyOf(turns);
    }

    /**
     * One turn.
     *
     * @param periodMillis at which the agents changed keys; 0: not at all
     * @param changesPerSecond of both directions together, measured without a stream
     * @param changersShare of the processor that went to changing keys, measured without a stream; where none change, to all else
     * @param megabitsPerSecond of the streams, in the order of {@link Bystanders#KINDS}
     */
    record Turn(long periodMillis, double changesPerSecond, double changersShare, List<Double> megabitsPerSecond) {
        Turn {
            megabitsPerSecond = List.copyOf(megabitsPerSecond);
        }
    }

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "%d rounds, streams of %d s, medians, Linux %s, everything on one processor. Repeat: `%s`",
                rounds,
                seconds,
                kernelRelease,
                command);
        line(text, "");
        line(
                text,
                "| key changes a second | processor that they take | stream under another SA, Mbit/s (of no changes; of what the processor leaves)"
                        + " | stream in clear, Mbit/s (likewise) |");
        line(text, "| --- | --- | --- | --- |");
        TreeSet<Long> periods = new TreeSet<>();
        turns.forEach(turn -> periods.add(turn.periodMillis));
        line(text, "| 0 | | %.0f | %.0f |", medianOf(0, 0), medianOf(0, 1));
        for (long period : periods.descendingSet().headSet(0L)) {
            List<Turn> own = of(period);
            double share =
                    Statistics.median(own.stream().map(Turn::changersShare).toList());
            List<String> cells = new ArrayList<>();
            for (int kind = 0; kind < Bystanders.KINDS.size(); kind++) {
                double ratio = medianOf(period, kind) / medianOf(0, kind);
                cells.add(String.format(
                        Locale.ROOT, "%.0f (%.3f; %.3f)", medianOf(period, kind), ratio, ratio / (1 - share)));
            }
            line(
                    text,
                    "| %.0f | %.1f %% | %s |",
                    Statistics.median(own.stream().map(Turn::changesPerSecond).toList()),
                    100 * share,
                    String.join(" | ", cells));
        }
        return text.toString();
    }

    private double medianOf(long period, int kind) {
        return Statistics.median(of(period).stream()
                .map(turn -> turn.megabitsPerSecond.get(kind))
                .toList());
    }

    private List<Turn> of(long period) {
        return turns.stream().filter(turn -> turn.periodMillis == period).toList();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
