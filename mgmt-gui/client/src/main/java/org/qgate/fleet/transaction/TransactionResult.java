package org.qgate.fleet.transaction;

import java.util.List;
import java.util.Objects;

/**
 * What came of a transaction.
 *
 * @param outcome in a word
 * @param reason why it is not as wanted; empty if it is
 * @param notes what an operator must know besides, for example that a gateway did not answer any more
 */
public record TransactionResult(Outcome outcome, String reason, List<String> notes) {
    /** Copies the notes. */
    public TransactionResult {
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(reason, "reason");
        notes = List.copyOf(notes);
    }

    /** What holds afterwards. */
    public enum Outcome {
        /** The new configuration, on both gateways; one that did not answer learns it from the other. */
        CONFIRMED,
        /** The old configuration, on both gateways; one that did not answer goes back by itself. */
        UNDONE,
        /** The old or the new, the same on both gateways, which decide between themselves: no answer told which. */
        UNKNOWN
    }
}
