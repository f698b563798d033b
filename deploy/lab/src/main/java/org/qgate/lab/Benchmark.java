package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.AgentWatch;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.kernel.ProcessorTime;

/** One run of the benchmark. */
final class Benchmark {
    private static final List<Net> KINDS = List.of(Net.REKEYING, Net.STATIC_SA, Net.BARE_REPLACER);

    /**
     * First contact is over in seconds, but an agent's code is compiled bit by bit as it is used: in its first minutes it takes
     * twice the processor time that it takes for the years after.
     */
    private static final Duration WARM_UP = Duration.ofMinutes(3);

    /** How long key changes are counted, to know their rate. */
    private static final Duration RATE_TIME = Duration.ofSeconds(5);

    /** Turns in which the processor time is taken with the agents running and frozen. */
    private static final int CPU_TURNS = 4;

    /** After being frozen the agents first catch up with what came meanwhile. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(30);
    private static final long RESAMPLING_SEED = 20_260_101;

    private final BenchmarkMain options;
    private final PrintStream out;

    Benchmark(BenchmarkMain options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    BenchmarkReport run(Path folder) throws IOException, InterruptedException {
        LinkSettings settings = new LinkSettings(
                options.keyChanges().period(), options.keyChanges().keyRateBitsPerSecond());
        try (Bench bench = Bench.open(folder, settings)) {
            out.printf(
                    "Kernel: %s, Linux %s. Files of this run: %s%n",
                    bench.kernel().name(), bench.kernel().release(), folder);
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            double keyChangesPerSecond = keyChangesPerSecond(bench);
            bench.unwatch();
            TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
            BenchmarkReport.CpuPerKeyChange cpu = cpu(bench, keyChangesPerSecond);
            BenchmarkReport.Throughput throughput = throughput(bench);
            BenchmarkReport report = new BenchmarkReport(
                    options.commandLine(),
                    bench.kernel().name(),
                    bench.kernel().release(),
                    options.keyChanges().period().toMillis(),
                    options.streamSeconds(),
                    throughput,
                    BenchmarkReport.Ratios.of(throughput, RESAMPLING_SEED, Statistics::meanRatio),
                    BenchmarkReport.Ratios.of(throughput, RESAMPLING_SEED, Statistics::medianRatio),
                    cpu);
            bench.teardown();
            return report;
        }
    }

    /** What all that runs takes, less what it takes while the agents are frozen, in turns: the machine's mood changes. */
    private BenchmarkReport.CpuPerKeyChange cpu(Bench bench, double keyChangesPerSecond)
            throws LabException, InterruptedException {
        Duration turn = Duration.ofSeconds(options.cpuSeconds()).dividedBy(CPU_TURNS);
        long nanos = 0;
        for (int i = 0; i < CPU_TURNS; i++) {
            nanos += processorNanos(bench, turn);
            bench.pauseAgents();
            nanos -= processorNanos(bench, turn);
            bench.resumeAgents();
            TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        }
        double changes = keyChangesPerSecond * options.cpuSeconds();
        return new BenchmarkReport.CpuPerKeyChange(
                options.cpuSeconds(), Math.round(changes), Math.round(nanos / 1e6), nanos / 1e3 / changes);
    }

    private static long processorNanos(Bench bench, Duration time) throws InterruptedException {
        ProcessorTime before = bench.kernel().processorTime();
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
        return bench.kernel().processorTime().since(before).toNanos();
    }

    private static double keyChangesPerSecond(Bench bench) throws LabException, InterruptedException {
        long before = keyChanges(bench);
        long start = System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(RATE_TIME.toNanos());
        long changes = keyChanges(bench) - before;
        if (changes <= 0) {
            throw new LabException("No key changed within " + RATE_TIME.toSeconds() + " s");
        }
        return changes * 1e9 / (System.nanoTime() - start);
    }

    private static long keyChanges(Bench bench) throws LabException, InterruptedException {
        long sum = 0;
        for (Gateway gateway : Gateway.values()) {
            AgentWatch.Look look = bench.watch(gateway).next(LOOK_TIMEOUT);
            sum += look.link().outbound().keyChanges();
        }
        return sum;
    }

    private BenchmarkReport.Throughput throughput(Bench bench) throws LabException, InterruptedException {
        ThroughputRun run = new ThroughputRun(bench, KINDS, options.streamSeconds(), true);
        for (int round = 1; round <= options.rounds(); round++) {
            run.round();
            out.printf(
                    Locale.ROOT,
                    "round %2d: rekeying %.0f, static SA %.0f, bare replacer %.0f Mbit/s%n",
                    round,
                    run.last(Net.REKEYING),
                    run.last(Net.STATIC_SA),
                    run.last(Net.BARE_REPLACER));
        }
        return new BenchmarkReport.Throughput(
                run.megabitsPerSecond(Net.REKEYING),
                run.megabitsPerSecond(Net.STATIC_SA),
                run.megabitsPerSecond(Net.BARE_REPLACER));
    }
}
