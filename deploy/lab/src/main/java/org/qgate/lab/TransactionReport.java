package org.qgate.lab;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * What faults in the middle of changes of a link did.
 *
 * @param command that repeats it
 * @param kernelRelease of the kernel
 * @param results one a case
 * @param begunAgain cases that were begun again, since the client failed before the fault came
 * @param clear packets between the gateways in clear, over all cases
 * @param captureDrops packets that the capture missed
 * @param bitsUsedTwice by the ledgers of both ends, over all cases
 */
record TransactionReport(
        String command,
        String kernelRelease,
        List<TransactionResult> results,
        int begunAgain,
        long clear,
        long captureDrops,
        long bitsUsedTwice) {
    TransactionReport {
        results = List.copyOf(results);
    }

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(
                text,
                "Linux %s; %d changes (%d begun again, the client having failed before the fault came), packets in clear: %d, missed by the capture: %d; key bits used twice: %d. Repeat: `%s`",
                kernelRelease,
                results.size(),
                begunAgain,
                clear,
                captureDrops,
                bitsUsedTwice,
                command);
        line(text, "");
        line(
                text,
                "| change | fault | cases | as wanted | as before | both ends alike after, ms (median, longest) | at work after, ms (median, longest) | pings lost |");
        line(text, "| --- | --- | --- | --- | --- | --- | --- | --- |");
        for (LinkOperation operation : LinkOperation.values()) {
            for (TransactionFault fault : TransactionFault.values()) {
                List<TransactionResult> some = results.stream()
                        .filter(result -> result.what().operation() == operation
                                && result.what().fault() == fault)
                        .toList();
                if (!some.isEmpty()) {
                    row(text, operation, fault, some);
                }
            }
        }
        return text.toString();
    }

    private static void row(
            StringBuilder text, LinkOperation operation, TransactionFault fault, List<TransactionResult> some) {
        long changed = some.stream().filter(TransactionResult::changed).count();
        long sent = some.stream().mapToLong(result -> result.pings().sent()).sum();
        line(
                text,
                "| %s | %s | %d | %d | %d | %s | %s | %s |",
                operation.name().toLowerCase(Locale.ROOT),
                fault.title(),
                some.size(),
                changed,
                some.size() - changed,
                medianAndLongest(some, TransactionResult::alikeMillis),
                medianAndLongest(some, TransactionResult::workingMillis),
                sent == 0
                        ? ""
                        : some.stream()
                                        .mapToLong(result -> result.pings().lost())
                                        .sum() + " of " + sent);
    }

    private static String medianAndLongest(List<TransactionResult> some, ToLongFunction<TransactionResult> duration) {
        long[] millis = some.stream().mapToLong(duration).sorted().toArray();
        return millis[millis.length / 2] + ", " + millis[millis.length - 1];
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
