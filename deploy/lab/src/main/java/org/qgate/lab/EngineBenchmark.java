package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.rivals.EngineKeys;
import org.qgate.lab.rivals.FloodResult;
import org.qgate.lab.rivals.Rival;
import org.qgate.lab.rivals.RivalNetwork;

/** One run of the engine's benchmark. */
final class EngineBenchmark {

    /** Whole IPv4 packets: the smallest usual, the Internet's old minimum, and what fits beneath ESP. */
    private static final List<Integer> PACKET_BYTES = List.of(64, 512, 1400);

    private static final List<Rival> RIVALS = List.of(Rival.ENGINE, Rival.LIBIPSEC, Rival.WIREGUARD, Rival.PLAIN);

    /** The last turn's queues are empty by then. */
    private static final long SETTLE_MILLIS = 200;

    private static final double MEGABITS_PER_GIGABYTE = 8_000;

    private final EngineBenchmarkMain options;
    private final PrintStream out;

    EngineBenchmark(EngineBenchmarkMain options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    EngineBenchmarkReport run(Path folder) throws IOException, InterruptedException {
        out.printf("Files of this run: %s%n", folder);
        List<Rival> rivals = options.rivalRounds() > 0 ? RIVALS : List.of(Rival.ENGINE);
        try (RivalNetwork network = RivalNetwork.up(folder, rivals);
                EngineKeys keys = EngineKeys.start(network)) {
            for (Rival rival : rivals) {
                network.awaitReady(rival);
            }
            warmUp(network, keys);
            List<EngineBenchmarkReport.PeriodTurns> periods = periods(network, keys);
            keys.setPeriod(Duration.ZERO);
            List<EngineBenchmarkReport.RivalTurns> tcp = options.rivalRounds() > 0
                    ? turns(rivals, "TCP, Mbit/s", rival -> network.tcpMegabitsPerSecond(rival, options.turnSeconds()))
                    : List.of();
            List<EngineBenchmarkReport.PacketTurns> packets = packets(network, rivals);
            return new EngineBenchmarkReport(
                    options.commandLine(),
                    System.getProperty("os.version", "unknown"),
                    options.turnSeconds(),
                    periods,
                    tcp,
                    packets);
        }
    }

    /** Compilers finish what the first packets and the first keys made them begin. */
    private void warmUp(RivalNetwork network, EngineKeys keys) throws LabException, InterruptedException {
        if (options.warmUpSeconds() > 0) {
            keys.setPeriod(Collections.min(options.periods()));
            double first = network.tcpMegabitsPerSecond(Rival.ENGINE, options.warmUpSeconds());
            out.printf(Locale.ROOT, "warm-up: %.0f Mbit/s%n", first);
        }
    }

    /** The same engines all the time; each round begins with another period, so that a drift of the machine favours none. */
    private List<EngineBenchmarkReport.PeriodTurns> periods(RivalNetwork network, EngineKeys keys)
            throws LabException, InterruptedException {
        List<Duration> order = new ArrayList<>(options.periods());
        order.add(0, Duration.ZERO);
        Map<Duration, List<Double>> megabits = new LinkedHashMap<>();
        Map<Duration, Long> changes = new LinkedHashMap<>();
        Map<Duration, List<Double>> cpuSeconds = new LinkedHashMap<>();
        for (Duration period : order) {
            megabits.put(period, new ArrayList<>());
            cpuSeconds.put(period, new ArrayList<>());
        }
        for (int round = 1; round <= options.rounds(); round++) {
            StringBuilder line = new StringBuilder();
            for (Duration period : List.copyOf(order)) {
                keys.setPeriod(period);
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                long before = keys.changes();
                Duration cpuBefore = network.cpuTime(Rival.ENGINE);
                double turn = network.tcpMegabitsPerSecond(Rival.ENGINE, options.turnSeconds());
                Duration cpu = network.cpuTime(Rival.ENGINE).minus(cpuBefore);
                changes.merge(period, keys.changes() - before, Long::sum);
                cpuSeconds
                        .getOrDefault(period, new ArrayList<>())
                        .add(cpu.toNanos() / 1e9 / (turn * options.turnSeconds() / MEGABITS_PER_GIGABYTE));
                megabits.getOrDefault(period, new ArrayList<>()).add(turn);
                line.append(String.format(Locale.ROOT, " %s %.0f", EngineBenchmarkReport.title(period), turn));
            }
            out.printf("round %2d, TCP, Mbit/s:%s%n", round, line);
            Collections.rotate(order, 1);
        }
        return megabits.entrySet().stream()
                .map(entry -> new EngineBenchmarkReport.PeriodTurns(
                        entry.getKey().toNanos() / 1000,
                        changes.getOrDefault(entry.getKey(), 0L),
                        entry.getValue(),
                        cpuSeconds.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    private List<EngineBenchmarkReport.PacketTurns> packets(RivalNetwork network, List<Rival> rivals)
            throws LabException, InterruptedException {
        List<EngineBenchmarkReport.PacketTurns> packets = new ArrayList<>();
        for (int bytes : options.rivalRounds() > 0 ? PACKET_BYTES : List.<Integer>of()) {
            Map<Rival, List<Double>> read = new LinkedHashMap<>();
            List<EngineBenchmarkReport.RivalTurns> carried = turns(rivals, bytes + " bytes, packets/s", rival -> {
                FloodResult flood = network.flood(rival, bytes, options.turnSeconds());
                read.computeIfAbsent(rival, first -> new ArrayList<>()).add(flood.readPerSecond());
                return flood.carriedPerSecond();
            });
            packets.add(new EngineBenchmarkReport.PacketTurns(bytes, carried, rivalTurns(read)));
        }
        return packets;
    }

    /** One measurement. */
    @FunctionalInterface
    private interface Turn {
        double take(Rival rival) throws LabException, InterruptedException;
    }

    private List<EngineBenchmarkReport.RivalTurns> turns(List<Rival> rivals, String what, Turn turn)
            throws LabException, InterruptedException {
        List<Rival> order = new ArrayList<>(rivals);
        Map<Rival, List<Double>> values = new LinkedHashMap<>();
        order.forEach(rival -> values.put(rival, new ArrayList<>()));
        for (int round = 1; round <= options.rivalRounds(); round++) {
            StringBuilder line = new StringBuilder();
            for (Rival rival : List.copyOf(order)) {
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                double value = turn.take(rival);
                values.getOrDefault(rival, new ArrayList<>()).add(value);
                line.append(String.format(Locale.ROOT, " %s %.0f", rival.title(), value));
            }
            out.printf("round %2d, %s:%s%n", round, what, line);
            Collections.rotate(order, 1);
        }
        return rivalTurns(values);
    }

    private static List<EngineBenchmarkReport.RivalTurns> rivalTurns(Map<Rival, List<Double>> values) {
        return values.entrySet().stream()
                .map(entry -> new EngineBenchmarkReport.RivalTurns(entry.getKey(), entry.getValue()))
                .toList();
    }
}
