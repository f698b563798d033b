package org.qgate.simulator;

import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qgate-sim compare}: the paper's protocol and this one under the same seeds and faults. */
@Command(
        name = "compare",
        description = "Runs the paper's protocol and this one through the same seeds and counts what breaks.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 70,
        sortOptions = false)
final class CompareCommand implements Callable<Integer> {
    private static final int VIOLATED = 1;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "200", description = "How many seeds (200).")
    long seeds;

    @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "The first one (1).")
    long firstSeed;

    @Option(names = "--faults", paramLabel = "LIST", defaultValue = "all", description = "As for run (all).")
    String faults = "all";

    @Option(
            names = "--installed-sas",
            paramLabel = "N",
            defaultValue = "50",
            description = "Window of the paper's protocol (50).")
    int installedSas;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at a time (one per processor).")
    @Nullable
    Integer threads;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Integer wanted = threads;
        int parallel = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        if (seeds < 1 || parallel < 1 || installedSas < 3) {
            throw new ParameterException(
                    command.commandLine(), "--seeds and --threads start at 1, --installed-sas at 3");
        }
        Set<Fault> asked = faults(command);
        long violations = 0;
        for (ProtocolKind protocol : ProtocolKind.values()) {
            List<SimulationResult> results = new SeedRange(firstSeed, seeds, parallel)
                    .run(
                            seed -> Simulation.measuring(seed, asked, protocol, installedSas)
                                    .run(),
                            result -> false);
            violations += results.stream().filter(SimulationResult::isViolated).count();
            print(out, protocol, results);
        }
        return violations == 0 ? 0 : VIOLATED;
    }

    private Set<Fault> faults(CommandSpec command) {
        try {
            return Fault.parse(faults);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--faults: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, ProtocolKind protocol, List<SimulationResult> results) {
        long delivered = 0;
        long deciphered = 0;
        Map<Invariant, Long> seedsBroken = new EnumMap<>(Invariant.class);
        for (SimulationResult result : results) {
            delivered += result.packetsDelivered();
            deciphered += result.packetsDeciphered();
            result.broken().keySet().forEach(invariant -> seedsBroken.merge(invariant, 1L, Long::sum));
            if (result.violated() != null) {
                seedsBroken.merge(result.violated(), 1L, Long::sum);
            }
        }
        out.printf(
                Locale.ROOT,
                "%-9s %d seeds, %d of %d delivered packets deciphered (%.3f %%)%n",
                protocol,
                results.size(),
                deciphered,
                delivered,
                delivered == 0 ? 0 : 100.0 * deciphered / delivered);
        seedsBroken.forEach(
                (invariant, count) -> out.printf(Locale.ROOT, "    %-24s broken in %d seeds%n", invariant, count));
        out.flush();
    }
}
