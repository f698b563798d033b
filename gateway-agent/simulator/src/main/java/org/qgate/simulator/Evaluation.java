package org.qgate.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.qgate.simulator.evaluation.Cell;
import org.qgate.simulator.evaluation.CellSummary;
import org.qgate.simulator.evaluation.RunOutcome;

/** Runs cells of Table III; run number n of a cell has the same seed under every protocol. */
final class Evaluation {
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    private static final long CELL_STEP = 100_003;

    private final ChannelModel channel;
    private final Effort effort;

    /**
     * How much is run.
     *
     * @param firstSeed seed of the first run of a cell
     * @param runs of each cell
     * @param auditEvery every so many runs the core's invariants are checked
     * @param threads runs at a time
     */
    record Effort(long firstSeed, int runs, int auditEvery, int threads) {}

    Evaluation(ChannelModel channel, Effort effort) {
        this.channel = channel;
        this.effort = effort;
    }

    /** All runs of a cell under a protocol. */
    CellSummary of(ProtocolKind protocol, Cell cell) {
        ExecutorService pool = Executors.newFixedThreadPool(effort.threads());
        try {
            List<Future<RunOutcome>> futures = new ArrayList<>();
            for (int run = 0; run < effort.runs(); run++) {
                int number = run;
                futures.add(pool.submit(() -> run(protocol, cell, number)));
            }
            List<RunOutcome> outcomes = new ArrayList<>();
            for (Future<RunOutcome> future : futures) {
                outcomes.add(future.get());
            }
            return CellSummary.of(protocol.toString(), cell, outcomes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during " + cell, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(protocol + " with " + cell + ": " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private RunOutcome run(ProtocolKind protocol, Cell cell, int run) {
        boolean audited = protocol == ProtocolKind.QGATE && run % effort.auditEvery() == 0;
        Contest contest = audited ? Contest.core(Mutation.NONE) : Contest.measured(protocol, cell.installedSas());
        return new CellRun(cell, channel, contest, effort.firstSeed() + run + seedOf(cell)).run();
    }

    private static long seedOf(Cell cell) {
        long number = (cell.installedSas() * CELL_STEP + cell.intervalMillis()) * CELL_STEP + cell.kilobitsPerSecond();
        return number * SEED_STEP;
    }
}
