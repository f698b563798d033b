package org.qgate.control;

import java.util.Objects;
import java.util.Optional;

/**
 * The change of a link that is under way, or the last that ended.
 *
 * @param link which link
 * @param transaction its id, the same at both gateways; empty if there was none yet
 * @param owner for whom the lock was taken
 * @param token of the lock, only in answers to who holds it; else 0
 * @param step the last step that was begun
 * @param stepDone whether it is done; false while it waits for the other agent or the data plane
 * @param decision what was decided
 * @param runningGeneration generation of the configuration that runs
 * @param preparedGeneration generation of the one that is wanted, 0 if none is prepared
 * @param remainingMillis until the agent undoes by itself, 0 if no timer runs
 * @param failure why the step failed, or why the change was undone
 */
public record ChangeStatus(
        String link,
        String transaction,
        String owner,
        long token,
        ChangeStep step,
        boolean stepDone,
        ChangeDecision decision,
        long runningGeneration,
        long preparedGeneration,
        long remainingMillis,
        Optional<String> failure) {
    public ChangeStatus {
        ControlProtocol.requireName("link", link);
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(decision, "decision");
        Objects.requireNonNull(failure, "failure");
    }
}
