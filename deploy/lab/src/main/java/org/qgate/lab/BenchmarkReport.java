package org.qgate.lab;

import java.util.List;
import java.util.Locale;

/**
 * The benchmark's result.
 *
 * @param command that repeats it
 * @param kernel {@code host} or {@code lab}
 * @param throughput in the order of the rounds
 * @param ratios means over the rounds
 * @param medianRatios medians over the rounds
 * @param cpu of the agents for changing keys
 */
record BenchmarkReport(
        String command,
        String kernel,
        String kernelRelease,
        long periodMillis,
        int streamSeconds,
        Throughput throughput,
        Ratios ratios,
        Ratios medianRatios,
        CpuPerKeyChange cpu) {
    /** Mbit/s of one TCP stream, a value a round. */
    record Throughput(List<Double> rekeyingMbps, List<Double> staticSaMbps, List<Double> bareReplacerMbps) {
        Throughput {
            rekeyingMbps = List.copyOf(rekeyingMbps);
            staticSaMbps = List.copyOf(staticSaMbps);
            bareReplacerMbps = List.copyOf(bareReplacerMbps);
        }
    }

    /** How the ratios within a round are summed up over all rounds. */
    interface Average {
        Statistics.Estimate of(List<Double> numerators, List<Double> denominators, long seed);
    }

    /** Of the ratios within a round, with 95 % intervals. */
    record Ratios(
            Statistics.Estimate rekeyingToStaticSa,
            Statistics.Estimate bareReplacerToStaticSa,
            Statistics.Estimate rekeyingToBareReplacer) {
        static Ratios of(Throughput throughput, long seed, Average average) {
            return new Ratios(
                    average.of(throughput.rekeyingMbps, throughput.staticSaMbps, seed),
                    average.of(throughput.bareReplacerMbps, throughput.staticSaMbps, seed),
                    average.of(throughput.rekeyingMbps, throughput.bareReplacerMbps, seed));
        }
    }

    /**
     * Measured without user traffic.
     *
     * @param seconds with the agents running, and as many again with them frozen
     * @param keyChanges of both directions
     * @param cpuMillis what both agents, and the kernel for them, took meanwhile
     * @param microsPerKeyChange one key change of one direction, the work of both ends together
     */
    record CpuPerKeyChange(double seconds, long keyChanges, long cpuMillis, double microsPerKeyChange) {}

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, "### Throughput while keys change every %d ms", periodMillis);
        line(text, "");
        line(
                text,
                "One TCP stream of %d s a turn, %d rounds of alternating turns, AES-GCM-256; both gateways, the generator and the"
                        + " receiver share one processor. Kernel: %s, Linux %s. Repeat: `%s`",
                streamSeconds,
                throughput.rekeyingMbps.size(),
                kernel,
                kernelRelease,
                command);
        line(text, "");
        line(
                text,
                "| protection | median Mbit/s | of the static SA: median of rounds, 95 %% interval | mean of rounds |");
        line(text, "| --- | --- | --- | --- |");
        row(
                text,
                "agents, a new key every " + periodMillis + " ms",
                throughput.rekeyingMbps,
                medianRatios.rekeyingToStaticSa,
                ratios.rekeyingToStaticSa);
        row(
                text,
                "bare replacer (C loop, no protocol)",
                throughput.bareReplacerMbps,
                medianRatios.bareReplacerToStaticSa,
                ratios.bareReplacerToStaticSa);
        line(text, "| static SA | %.0f | 1 | 1 |", Statistics.median(throughput.staticSaMbps));
        line(text, "");
        line(
                text,
                "Agents against the bare replacer: median %s, mean %s. Processor time of both agents together: %.0f us a key"
                        + " change (%d key changes in %.1f s, no user traffic).",
                medianRatios.rekeyingToBareReplacer.text(),
                ratios.rekeyingToBareReplacer.text(),
                cpu.microsPerKeyChange,
                cpu.keyChanges,
                cpu.seconds);
        return text.toString();
    }

    private static void row(
            StringBuilder text,
            String what,
            List<Double> values,
            Statistics.Estimate medianRatio,
            Statistics.Estimate meanRatio) {
        line(text, "| %s | %.0f | %s | %s |", what, Statistics.median(values), medianRatio.text(), meanRatio.text());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
