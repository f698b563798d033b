package org.qgate.fleet.transaction;

import java.time.Duration;

/**
 * Bounds of a transaction.
 *
 * @param total from the first lock to the commit; the agents undo by themselves after it. Whole seconds
 * @param confirm from the commit to the confirmation; whole seconds
 * @param silence for how long a gateway that does not answer is asked again
 * @param undo longest wait for the undoing of steps that have to be agreed between the agents
 * @param poll between two looks at a step that is under way, and before a silent gateway is asked again
 */
public record TransactionLimits(Duration total, Duration confirm, Duration silence, Duration undo, Duration poll) {
    /** For a fleet that is in order. */
    public static final TransactionLimits USUAL = new TransactionLimits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(20),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMillis(100));

    /** The same with other time limits. */
    public TransactionLimits within(Duration newTotal, Duration newConfirm) {
        return new TransactionLimits(newTotal, newConfirm, silence, undo, poll);
    }
}
