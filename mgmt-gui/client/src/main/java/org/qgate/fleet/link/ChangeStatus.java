package org.qgate.fleet.link;

import java.util.Objects;
import java.util.Optional;

/**
 * The change of a link at one gateway, under way or the last that ended.
 *
 * @param link which link
 * @param transaction its id, the same at both gateways; empty if there was none
 * @param owner the user who took the lock
 * @param step the last step that was begun
 * @param stepDone whether it is done; false while it waits for the other agent
 * @param decision what was decided
 * @param remainingMillis until the agent undoes by itself; 0 if no timer runs
 * @param failure why the step failed, or why the change was undone
 */
public record ChangeStatus(
        String link,
        String transaction,
        String owner,
        ChangeStep step,
        boolean stepDone,
        ChangeDecision decision,
        long remainingMillis,
        Optional<String> failure) {
    /** Refuses null. */
    public ChangeStatus {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(failure, "failure");
    }

    /** True while somebody holds the link's lock. */
    public boolean underWay() {
        return decision == ChangeDecision.UNDECIDED && step != ChangeStep.IDLE;
    }

    /** True if {@code wanted} is reached or passed, and nothing is waited for. */
    public boolean reached(ChangeStep wanted) {
        return stepDone && step.compareTo(wanted) >= 0;
    }
}
