package org.qgate.simulator;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qgate.simulator.evaluation.Cell;
import org.qgate.simulator.evaluation.CellSummary;
import org.qgate.simulator.evaluation.CsvTable;
import org.qgate.simulator.evaluation.Figures;
import org.qgate.simulator.evaluation.Grid;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code qgate-sim evaluate}: the paper's simulation of Table III, for its protocol and for this one. */
@Command(
        name = "evaluate",
        description = "Repeats the simulation of the paper's Table III for both protocols.",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = 70,
        sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {
    private static final int UNDECIPHERED = 1;
    private static final double NANOS_PER_SECOND = 1e9;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "30", description = "Runs of each combination (30).")
    int runs;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "600", description = "Simulated time of each (600).")
    int seconds;

    @Option(
            names = "--grid",
            paramLabel = "LISTS",
            defaultValue = "full",
            description = "full, or lists such as 'sas=5,15;interval=25,100;rate=1500' (ms, kbit/s) (full).")
    String grid = "full";

    @Option(
            names = "--protocols",
            split = ",",
            paramLabel = "LIST",
            defaultValue = "paper-tcp,paper-udp,qgate",
            description = "Some of: ${COMPLETION-CANDIDATES} (paper-tcp,paper-udp,qgate).")
    List<ProtocolKind> protocols = List.of();

    @Option(
            names = "--drawn-per-run",
            description =
                    "Draws delay and drop probability once a run, not for each packet: the other reading of Table III.")
    boolean drawnPerRun;

    @Option(
            names = "--audit-every",
            paramLabel = "N",
            defaultValue = "10",
            description = "Checks the invariants of key use in every Nth run of qgate (10).")
    int auditEvery;

    @Option(names = "--first-seed", paramLabel = "N", defaultValue = "1", description = "Seed of the first run (1).")
    long firstSeed;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Writes evaluation.csv and figure-7.svg to -10 there.")
    @Nullable
    Path folder;

    @Option(names = "--threads", paramLabel = "N", description = "Runs at a time (one per processor).")
    @Nullable
    Integer threads;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec);
        PrintWriter out = command.commandLine().getOut();
        Grid cells = grid(command);
        Integer wanted = threads;
        int parallel = wanted == null ? Runtime.getRuntime().availableProcessors() : wanted;
        if (runs < 1 || seconds < 2 || parallel < 1 || auditEvery < 1) {
            throw new ParameterException(
                    command.commandLine(), "--runs, --threads and --audit-every start at 1, --seconds at 2");
        }
        ChannelModel paper = ChannelModel.TABLE_III;
        ChannelModel channel = new ChannelModel(
                seconds, paper.bitsPerSecond(), paper.payloadBytes(), paper.queuePackets(), drawnPerRun);
        long startNanos = System.nanoTime();
        Evaluation evaluation = new Evaluation(channel, new Evaluation.Effort(firstSeed, runs, auditEvery, parallel));
        List<CellSummary> summaries = new ArrayList<>();
        for (ProtocolKind protocol : protocols) {
            for (Cell cell : cells.cells()) {
                CellSummary summary = evaluation.of(protocol, cell);
                summaries.add(summary);
                print(out, summary);
            }
        }
        write(summaries);
        return verdict(out, summaries, channel, System.nanoTime() - startNanos);
    }

    private Grid grid(CommandSpec command) {
        try {
            return Grid.parse(grid);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--grid: " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, CellSummary summary) {
        out.printf(
                Locale.ROOT,
                "%-9s %3d SAs %3d ms %4d kbit/s: deciphered/sent %s, out of sync/received %s%n",
                summary.protocol(),
                summary.cell().installedSas(),
                summary.cell().intervalMillis(),
                summary.cell().kilobitsPerSecond(),
                summary.ratios().decipheredOfSent(),
                summary.ratios().outOfSyncOfReceived());
        out.flush();
    }

    private void write(List<CellSummary> summaries) throws IOException {
        Path target = folder;
        if (target == null) {
            return;
        }
        Files.createDirectories(target);
        Files.writeString(target.resolve("evaluation.csv"), CsvTable.of(summaries));
        for (Map.Entry<String, String> figure : new Figures(summaries).all().entrySet()) {
            Files.writeString(target.resolve(figure.getKey()), figure.getValue());
        }
    }

    /** What this project promises: where the load fits the channel, every packet that arrives is deciphered. */
    private int verdict(PrintWriter out, List<CellSummary> summaries, ChannelModel channel, long wallNanos) {
        long lost = 0;
        int fitting = 0;
        int ours = 0;
        for (CellSummary summary : summaries) {
            boolean fits = channel.carries(summary.cell().kilobitsPerSecond() * 1000L);
            if (summary.protocol().equals(ProtocolKind.QGATE.toString())) {
                ours++;
                fitting += fits ? 1 : 0;
                lost += fits ? summary.ratios().outOfSync() : 0;
            }
        }
        out.printf(
                Locale.ROOT,
                "%d combinations and protocols, %d runs of %d s each, in %.1f s%n",
                summaries.size(),
                runs,
                seconds,
                wallNanos / NANOS_PER_SECOND);
        if (ours > 0) {
            out.printf(
                    Locale.ROOT,
                    "qgate: %d packets arrived and were not deciphered, in the %d of %d combinations whose load fits%n",
                    lost,
                    fitting,
                    ours);
        }
        out.flush();
        return lost == 0 ? 0 : UNDECIPHERED;
    }
}
