package org.qgate.lab;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.qgate.lab.gateways.PingCount;

/**
 * What the number of links costs.
 *
 * @param command that repeats it
 * @param seconds each row was measured
 */
record ManyLinksReport(String command, int seconds, List<Row> rows) {
    ManyLinksReport {
        rows = List.copyOf(rows);
    }

    /**
     * One number of links.
     *
     * @param changesPerSecond of all links and both directions
     * @param missed deadlines of both agents
     * @param resident SAs that stand in both kernels together
     * @param microsPerChange processor time of both agents, and of the kernel for them, for one key change of one direction
     * @param pings through one of the links
     * @param kernelErrors counters of {@code /proc/net/xfrm_stat} that rose
     */
    record Row(
            int links,
            long periodMillis,
            double changesPerSecond,
            long missed,
            long resident,
            double microsPerChange,
            PingCount pings,
            Map<String, Long> kernelErrors) {
        Row {
            kernelErrors = Map.copyOf(kernelErrors);
        }

        /** What was asked of both agents together. */
        double wantedPerSecond() {
            return 2e3 * links / periodMillis;
        }
    }

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, "Two agents on one processor, %d s a row. Repeat: `%s`", seconds, command);
        line(text, "");
        line(
                text,
                "| links | period, ms | key changes a second (wanted) | deadlines missed | SAs standing | processor time, us a change"
                        + " | pings lost | kernel errors |");
        line(text, "| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Row row : rows) {
            line(
                    text,
                    "| %d | %d | %.1f (%.0f) | %d | %d | %.0f | %d of %d | %s |",
                    row.links,
                    row.periodMillis,
                    row.changesPerSecond,
                    row.wantedPerSecond(),
                    row.missed,
                    row.resident,
                    row.microsPerChange,
                    row.pings.lost(),
                    row.pings.sent(),
                    row.kernelErrors.isEmpty() ? "none" : row.kernelErrors);
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
