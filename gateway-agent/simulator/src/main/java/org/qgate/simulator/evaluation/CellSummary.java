package org.qgate.simulator.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * All runs of a cell under one protocol.
 *
 * @param protocol its name
 * @param cell the combination
 * @param runs how many
 * @param ratios what the figures show
 * @param costs what it took
 */
public record CellSummary(String protocol, Cell cell, int runs, Ratios ratios, Costs costs) {
    /**
     * The paper's measures.
     *
     * @param decipheredOfSent deciphered packets of those that the application sent
     * @param outOfSyncOfReceived packets that arrived and could not be deciphered, of those that arrived
     * @param queueDropsOfSent packets that the full queue dropped, of those sent
     * @param outOfSync such packets in all runs together
     */
    public record Ratios(
            Estimate decipheredOfSent, Estimate outOfSyncOfReceived, Estimate queueDropsOfSent, long outOfSync) {}

    /**
     * Beside them.
     *
     * @param changesOfWanted key changes of those that the interval asks for
     * @param resets in a run
     * @param controlBitsPerSecond of both directions
     * @param inboundSasMax most inbound SAs of any run
     */
    public record Costs(Estimate changesOfWanted, double resets, double controlBitsPerSecond, int inboundSasMax) {}

    /** Sums up. */
    public static CellSummary of(String protocol, Cell cell, List<RunOutcome> runs) {
        return new CellSummary(
                protocol,
                cell,
                runs.size(),
                new Ratios(
                        estimate(runs, run -> run.packets().decipheredOfSent()),
                        estimate(runs, run -> run.packets().outOfSyncOfReceived()),
                        estimate(
                                runs,
                                run -> (double) run.packets().queueDrops()
                                        / Math.max(1, run.packets().sent())),
                        runs.stream()
                                .mapToLong(run ->
                                        run.packets().received() - run.packets().deciphered())
                                .sum()),
                new Costs(
                        estimate(runs, run -> run.keyChanges() / run.wantedChanges()),
                        estimate(runs, RunOutcome::resets).mean(),
                        estimate(runs, RunOutcome::controlBitsPerSecond).mean(),
                        runs.stream().mapToInt(RunOutcome::inboundSasMax).max().orElse(0)));
    }

    private static Estimate estimate(List<RunOutcome> runs, ToDoubleFunction<RunOutcome> measure) {
        return Estimate.of(runs.stream().mapToDouble(measure).toArray());
    }
}
