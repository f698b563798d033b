package org.qgate.simulator;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qgate-sim mutants}: plants bugs and shows which invariant catches each. */
@Command(
        name = "mutants",
        description = "Plants protocol bugs, one at a time, and shows which invariant catches each.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 70,
        sortOptions = false)
final class MutantsCommand implements Callable<Integer> {
    private static final int SURVIVED = 1;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1000", description = "Seeds for each (1000).")
    long seeds;

    @Option(names = "--threads", paramLabel = "N", description = "Seeds at a time (one per processor).")
    @Nullable
    Integer threads;

    @Override
    public Integer call() {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Integer wanted = threads;
        int parallel = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        if (seeds < 1 || parallel < 1) {
            throw new ParameterException(command.commandLine(), "--seeds and --threads start at 1");
        }
        int survivors = 0;
        out.printf(Locale.ROOT, "%-31s %-23s %5s  %s%n", "MUTANT", "CAUGHT BY", "SEED", "WHAT IS WRONG");
        for (Mutant mutant : Mutants.all()) {
            MutantHunt hunt = MutantHunt.of(mutant, new SeedRange(1, seeds, parallel));
            survivors += hunt.caught().isPresent() ? 0 : 1;
            out.printf(
                    Locale.ROOT,
                    "%-31s %-23s %5s  %s%n",
                    mutant.name(),
                    hunt.caught().map(MutantsCommand::invariant).orElse("SURVIVED"),
                    hunt.caught().map(result -> Long.toString(result.seed())).orElse("-"),
                    mutant.summary());
            out.flush();
        }
        out.printf(
                Locale.ROOT,
                "%d mutants, %d survived %d seeds with all faults%n",
                Mutants.all().size(),
                survivors,
                seeds);
        out.flush();
        return survivors == 0 ? 0 : SURVIVED;
    }

    private static String invariant(SimulationResult result) {
        return String.valueOf(result.violated());
    }
}
