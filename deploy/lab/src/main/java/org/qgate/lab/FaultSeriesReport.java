package org.qgate.lab;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a series of faults cost.
 *
 * @param command that repeats it
 * @param bitsUsedTwice by the ledgers of both ends, over all faults
 */
record FaultSeriesReport(
        String command, String kernelRelease, long periodMillis, List<FaultResult> results, long bitsUsedTwice) {
    FaultSeriesReport {
        results = List.copyOf(results);
    }

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "A key every %d ms in both directions, Linux %s; key bits used twice, by both ledgers: %d. Repeat: `%s`",
                periodMillis,
                kernelRelease,
                bitsUsedTwice,
                command);
        line(text, "");
        line(
                text,
                "| fault | s | sent by the hosts | not sent by us | delivered by the network | not deciphered | probes lost | SPIs on the wire"
                        + " | in clear | back after ready, ms (start, ms) | kernel errors |");
        line(text, "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (FaultResult result : results) {
            line(
                    text,
                    "| %s | %.1f | %d | %d | %d | %d | %d of %d | %d | %d | %s | %s |",
                    result.fault().title(),
                    result.seconds(),
                    result.hosts().sent(),
                    result.notSent(),
                    result.wire().delivered(),
                    result.notDeciphered(),
                    result.probes().lost(),
                    result.probes().sent(),
                    result.spis(),
                    result.clear(),
                    returns(result),
                    result.kernelErrors().isEmpty() ? "none" : result.kernelErrors());
        }
        return text.toString();
    }

    private static String returns(FaultResult result) {
        return result.returns().isEmpty()
                ? ""
                : result.returns().stream()
                        .map(back -> back.backMillis() + " (" + back.startMillis() + ")")
                        .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
