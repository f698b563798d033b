package org.qgate.lab;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.qgate.lab.rivals.Rival;

/**
 * The result of the engine's benchmark.
 *
 * @param command that repeats it
 * @param periods one TCP stream through the engine, the static key first
 * @param tcp one TCP stream through each rival, the engine first
 * @param packets UDP at full speed
 */
record EngineBenchmarkReport(
        String command,
        String kernelRelease,
        int turnSeconds,
        List<PeriodTurns> periods,
        List<RivalTurns> tcp,
        List<PacketTurns> packets) {
    private static final long RESAMPLING_SEED = 20_260_101;

    /**
     * What came through while the engine's keys changed.
     *
     * @param periodMicros 0 for a static key
     * @param keyChanges of both directions, in all turns together
     * @param megabitsPerSecond a value a round
     * @param cpuSecondsPerGigabyte processor time of both engines, a value a round; a busy machine blurs it less
     */
    record PeriodTurns(
            long periodMicros, long keyChanges, List<Double> megabitsPerSecond, List<Double> cpuSecondsPerGigabyte) {
        PeriodTurns {
            megabitsPerSecond = List.copyOf(megabitsPerSecond);
            cpuSecondsPerGigabyte = List.copyOf(cpuSecondsPerGigabyte);
        }
    }

    /** What came through a rival, a value a round. */
    record RivalTurns(Rival rival, List<Double> values) {
        RivalTurns {
            values = List.copyOf(values);
        }
    }

    /** Packets a second that came through, of one length of IPv4 packets. */
    record PacketTurns(int packetBytes, List<RivalTurns> carriedPerSecond, List<RivalTurns> readPerSecond) {
        PacketTurns {
            carriedPerSecond = List.copyOf(carriedPerSecond);
            readPerSecond = List.copyOf(readPerSecond);
        }
    }

    EngineBenchmarkReport {
        periods = List.copyOf(periods);
        tcp = List.copyOf(tcp);
        packets = List.copyOf(packets);
    }

    static String title(Duration period) {
        return period.isZero() ? "static key" : "key every " + millis(period.toNanos() / 1000) + " ms";
    }

    private static String millis(long micros) {
        return micros % 1000 == 0 ? Long.toString(micros / 1000) : Double.toString(micros / 1000.0);
    }

    /** Of the static key's throughput, per period in the order of {@link #periods} without the first. */
    List<Statistics.Estimate> ratios() {
        List<Double> still = periods.get(0).megabitsPerSecond;
        return periods.stream()
                .skip(1)
                .map(turns -> Statistics.meanRatio(turns.megabitsPerSecond, still, RESAMPLING_SEED))
                .toList();
    }

    /** Processor time a gigabyte against the static key's, per period in the order of {@link #periods} without the first. */
    List<Statistics.Estimate> cpuRatios() {
        List<Double> still = periods.get(0).cpuSecondsPerGigabyte;
        return periods.stream()
                .skip(1)
                .map(turns -> Statistics.meanRatio(turns.cpuSecondsPerGigabyte, still, RESAMPLING_SEED))
                .toList();
    }

    /** For docs/measurements.md. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        line(text, "### The embedded engine beside others in user space");
        line(text, "");
        line(
                text,
                "Two network namespaces joined by a veth on the host (Linux %s, %d processors for generator, receiver"
                        + " and both gateways), turns of %d s that alternate. Repeat: `%s`",
                kernelRelease,
                Runtime.getRuntime().availableProcessors(),
                turnSeconds,
                command);
        periodTable(text);
        if (!tcp.isEmpty()) {
            rivalTable(text, "one TCP stream, Mbit/s", tcp);
        }
        for (PacketTurns turns : packets) {
            rivalTable(text, turns.packetBytes + " byte packets, packets/s carried", turns.carriedPerSecond);
            rivalTable(text, turns.packetBytes + " byte packets, packets/s read by the receiver", turns.readPerSecond);
        }
        return text.toString();
    }

    private void periodTable(StringBuilder text) {
        List<Statistics.Estimate> ratios = ratios();
        List<Statistics.Estimate> cpuRatios = cpuRatios();
        int rounds = periods.get(0).megabitsPerSecond.size();
        line(text, "");
        line(
                text,
                "| engine, AES-256-GCM, ESP in UDP, %d rounds | median Mbit/s | of the static key (mean of rounds, 95"
                        + " %% interval) | processor s/GB of both engines | to the static key's | key changes |",
                rounds);
        line(text, "| --- | --- | --- | --- | --- | --- |");
        for (int i = 0; i < periods.size(); i++) {
            PeriodTurns turns = periods.get(i);
            line(
                    text,
                    "| %s | %.0f | %s | %.2f | %s | %d |",
                    title(Duration.ofNanos(turns.periodMicros * 1000)),
                    Statistics.median(turns.megabitsPerSecond),
                    i == 0 ? "1" : ratios.get(i - 1).text(),
                    Statistics.median(turns.cpuSecondsPerGigabyte),
                    i == 0 ? "1" : cpuRatios.get(i - 1).text(),
                    turns.keyChanges);
        }
    }

    private static void rivalTable(StringBuilder text, String what, List<RivalTurns> turns) {
        List<Double> engine = turns.get(0).values;
        line(text, "");
        line(text, "| %s (%d rounds) | median | engine to it (mean of rounds, 95 %% interval) |", what, engine.size());
        line(text, "| --- | --- | --- |");
        for (RivalTurns rival : turns) {
            String ratio = rival.rival == Rival.ENGINE
                    ? "1"
                    : Statistics.meanRatio(engine, rival.values, RESAMPLING_SEED)
                            .text();
            line(text, "| %s | %.0f | %s |", rival.rival.title(), Statistics.median(rival.values), ratio);
        }
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
