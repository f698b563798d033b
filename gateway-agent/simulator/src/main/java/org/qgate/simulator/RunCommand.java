package org.qgate.simulator;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code qgate-sim run}: many seeds with a summary, or one with its trace. */
@Command(
        name = "run",
        description = "Runs seeds and checks the invariants after every event.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 70,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final int VIOLATED = 1;
    /** Failing seeds that are shrunk; more have the same few causes. */
    private static final int SHRUNK_MAX = 5;

    private static final double SECONDS_MIN = 0.1;
    private static final double SECONDS_MAX = 86_400;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000", description = "How many seeds (1000).")
    long seeds;

    @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "The first one (1).")
    long firstSeed;

    @Option(names = "--seed", paramLabel = "N", description = "Only this seed.")
    @Nullable
    Long seed;

    @Option(names = "--trace", description = "With --seed: prints what happens.")
    boolean trace;

    @Option(
            names = "--shrink",
            description = "Shrinks failing seeds to the few strikes that it takes, and says how to live them again.")
    boolean shrink;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "How long faults last in each life; 7200 for two hours (8 to 40, as each seed draws it).")
    @Nullable
    Double seconds;

    @Option(names = "--mute", paramLabel = "LIST", defaultValue = "none", description = "Faults left out (none).")
    String mute = "none";

    @Option(names = "--only", paramLabel = "STRIKES", description = "With --seed: the strikes that do harm, as shrunk.")
    @Nullable
    String only;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            defaultValue = "all",
            description =
                    "all, none, or some of: loss, jitter, reorder, duplicate, outage, crash, torn, rollback, disk, kernel,"
                            + " starve, mismatch, reset, period, forge, corrupt, asymmetry, partition, drift, clock,"
                            + " flush, stall, twins, ah, upgrade (all).")
    String faults = "all";

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the summary there.")
    @Nullable
    Path json;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at a time (one per processor).")
    @Nullable
    Integer threads;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        if (seeds < 1 || (threads != null && threads < 1) || (seed == null && (trace || only != null))) {
            throw new ParameterException(
                    command.commandLine(), "--seeds and --threads start at 1, --trace and --only need --seed");
        }
        Life pattern = pattern(command);
        Long only = seed;
        SeedRange range = only == null ? new SeedRange(firstSeed, seeds, threads()) : new SeedRange(only, 1, 1);
        long startNanos = System.nanoTime();
        List<SimulationResult> results = range.run(
                number -> new Simulation(
                                pattern.withSeed(number),
                                Contest.core(Mutation.NONE),
                                trace ? Trace.readable(out::println) : Trace.hashOnly())
                        .run(),
                result -> false);
        RunReport report = RunReport.of(results, System.nanoTime() - startNanos);
        print(out, results, report);
        if (shrink) {
            results.stream()
                    .filter(SimulationResult::isViolated)
                    .limit(SHRUNK_MAX)
                    .forEach(result -> shrink(out, pattern.withSeed(result.seed())));
        }
        Path file = json;
        if (file != null) {
            Files.writeString(file, JsonMapper.builder().build().writeValueAsString(report) + "\n");
        }
        return report.violations() == 0 ? 0 : VIOLATED;
    }

    private Life pattern(CommandSpec command) {
        Double wanted = seconds;
        if (wanted != null && !(wanted >= SECONDS_MIN && wanted <= SECONDS_MAX)) {
            throw new ParameterException(
                    command.commandLine(),
                    "--seconds is " + wanted + ", outside " + SECONDS_MIN + " to " + SECONDS_MAX);
        }
        String strikes = only;
        try {
            return new Life(
                    0,
                    Fault.parse(faults),
                    Fault.parse(mute),
                    wanted == null ? OptionalLong.empty() : OptionalLong.of(Math.round(wanted * 1000) * Scenario.MILLI),
                    strikes == null ? Optional.empty() : Optional.of(Strike.parse(strikes)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--faults, --mute or --only: " + e.getMessage(), e);
        }
    }

    private static void shrink(PrintWriter out, Life failing) {
        Shrinker.Shrunk shrunk = new Shrinker(Shrinker::live, Shrinker.LIVES_MAX).shrink(failing);
        SimulationResult result = shrunk.outcome().result();
        out.printf(
                Locale.ROOT,
                "seed %d shrunk from %d strikes to %d in %d lives: %s: %s%n",
                result.seed(),
                shrunk.before(),
                shrunk.outcome().struck().size(),
                shrunk.lives(),
                result.violated(),
                result.text());
        for (Strikes.Struck struck : shrunk.outcome().struck()) {
            out.printf(Locale.ROOT, "  %11.6f %s%n", (double) struck.atNanos() / Scenario.SECOND, struck.strike());
        }
        out.println("  live it again: qgate-sim run " + shrunk.life().options() + " --trace");
        out.flush();
    }

    private int threads() {
        Integer wanted = threads;
        return wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
    }

    private static void print(PrintWriter out, List<SimulationResult> results, RunReport report) {
        for (SimulationResult result : results) {
            if (result.isViolated()) {
                out.println("seed " + result.seed() + ": " + result.violated() + ": " + result.text());
            }
        }
        out.printf(
                Locale.ROOT,
                "%d seeds, %d violations, %.2f h simulated in %.1f s, %d of %d delivered packets deciphered"
                        + " (%d more came under SAs that a hand or a clock had taken)%n",
                report.seeds(),
                report.violations(),
                report.simulatedHours(),
                report.wallSeconds(),
                report.packetsDeciphered(),
                report.packetsDelivered(),
                report.packetsExcused());
        out.flush();
    }
}
