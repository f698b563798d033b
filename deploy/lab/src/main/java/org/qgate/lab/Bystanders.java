package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.kernel.ProcessorTime;

/**
 * What traffic that no key change concerns pays for many of them: each makes the kernel look up again what it had remembered of policies and
 * routes. Two agents change the keys of a link that carries nothing, and one TCP stream at a time passes beside it.
 */
final class Bystanders {
    /** One that another SA protects, and one that nothing protects. */
    static final List<Net> KINDS = List.of(Net.STATIC_SA, Net.PLAIN);

    /** JVMs compile what runs often. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    /** The keys ahead were drawn for the period before, or have become too old. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    private final LinkSettings settings;
    private final List<Long> periodsMillis;
    private final int rounds;
    private final int seconds;
    private final PrintStream out;

    /**
     * A measurement.
     *
     * @param settings of the link whose keys are changed
     * @param periodsMillis a turn each in every round
     * @param seconds that each stream lasts
     */
    Bystanders(LinkSettings settings, List<Long> periodsMillis, int rounds, int seconds, PrintStream out) {
        this.settings = settings;
        this.periodsMillis = List.copyOf(periodsMillis);
        this.rounds = rounds;
        this.seconds = seconds;
        this.out = out;
    }

    BystandersReport run(Path folder, String command) throws IOException, InterruptedException {
        try (Bench bench = Bench.open(folder, settings)) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            bench.network().call("lab_sink_start");
            bench.network().call("lab_static_sa");
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            List<BystandersReport.Turn> turns = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                BystandersReport.Turn still = still(bench);
                turns.add(still);
                for (long period : periodsMillis) {
                    turns.add(changing(bench, period, still.changersShare()));
                }
                out.printf(
                        "round %d of %d: up to %.0f key changes a second%n",
                        round, rounds, turns.get(turns.size() - 1).changesPerSecond());
            }
            String release = bench.kernel().release();
            bench.teardown();
            return new BystandersReport(command, release, rounds, seconds, turns);
        }
    }

    private BystandersReport.Turn still(Bench bench) throws LabException, InterruptedException {
        bench.pauseAgents();
        try {
            TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
            ProcessorTime before = bench.kernel().processorTime();
            TimeUnit.SECONDS.sleep(seconds);
            double share = share(bench, before, seconds);
            return new BystandersReport.Turn(0, 0, share, streams(bench));
        } finally {
            bench.resumeAgents();
        }
    }

    private BystandersReport.Turn changing(Bench bench, long periodMillis, double stillShare)
            throws LabException, InterruptedException {
        bench.setPeriod(periodMillis);
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        long start = System.nanoTime();
        ProcessorTime before = bench.kernel().processorTime();
        ChangeRate rate = ChangeRate.over(seconds, bench);
        double share = share(bench, before, (System.nanoTime() - start) / 1e9);
        return new BystandersReport.Turn(periodMillis, rate.changesPerSecond(), share - stillShare, streams(bench));
    }

    private static double share(Bench bench, ProcessorTime before, double seconds) {
        return bench.kernel().processorTime().since(before).toNanos() / 1e9 / seconds;
    }

    private List<Double> streams(Bench bench) throws LabException, InterruptedException {
        List<Double> megabitsPerSecond = new ArrayList<>();
        for (Net kind : KINDS) {
            megabitsPerSecond.add(bench.network().throughputMbps(kind, seconds));
        }
        return megabitsPerSecond;
    }
}
