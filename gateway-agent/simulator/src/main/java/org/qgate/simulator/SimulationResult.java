package org.qgate.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to.
 *
 * @param seed the seed
 * @param violated the invariant that did not hold, or null
 * @param text what happened, empty if all held
 * @param broken how often each invariant was broken, where that is counted and does not end the run
 * @param simulatedNanos virtual time that passed
 * @param packetsDelivered packets that reached a gateway younger than the retirement time
 * @param packetsDeciphered those of them that deciphered
 * @param packetsExcused beside them: their SA was taken away before its time by a stepped clock or by hand
 * @param traceHash equal for equal runs
 */
public record SimulationResult(
        long seed,
        @Nullable Invariant violated,
        String text,
        Map<Invariant, Long> broken,
        long simulatedNanos,
        long packetsDelivered,
        long packetsDeciphered,
        long packetsExcused,
        long traceHash) {
    /** Whether an invariant did not hold. */
    public boolean isViolated() {
        return violated != null;
    }
}
