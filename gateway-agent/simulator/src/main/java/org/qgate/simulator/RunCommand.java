package org.qgate.simulator;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
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
            names = "--faults",
            paramLabel = "LIST",
            defaultValue = "all",
            description =
                    "all, none, or some of: loss, jitter, reorder, duplicate, outage, crash, torn, rollback, disk, kernel,"
                            + " starve, mismatch, reset, period, forge (all).")
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
        Set<Fault> wanted = faults(command);
        if (seeds < 1 || (threads != null && threads < 1) || (trace && seed == null)) {
            throw new ParameterException(
                    command.commandLine(), "--seeds and --threads start at 1, and --trace needs --seed");
        }
        Long only = seed;
        SeedRange range = only == null ? new SeedRange(firstSeed, seeds, threads()) : new SeedRange(only, 1, 1);
        long startNanos = System.nanoTime();
        List<SimulationResult> results = range.run(
                number -> trace
                        ? new Simulation(number, wanted, out::println).run()
                        : new Simulation(number, wanted).run(),
                result -> false);
        RunReport report = RunReport.of(results, System.nanoTime() - startNanos);
        print(out, results, report);
        Path file = json;
        if (file != null) {
            Files.writeString(file, JsonMapper.builder().build().writeValueAsString(report) + "\n");
        }
        return report.violations() == 0 ? 0 : VIOLATED;
    }

    private Set<Fault> faults(CommandSpec command) {
        try {
            return Fault.parse(faults);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--faults: " + e.getMessage(), e);
        }
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
                "%d seeds, %d violations, %.2f h simulated in %.1f s, %d of %d delivered packets deciphered%n",
                report.seeds(),
                report.violations(),
                report.simulatedHours(),
                report.wallSeconds(),
                report.packetsDeciphered(),
                report.packetsDelivered());
        out.flush();
    }
}
