package org.qgate.agent.change;

import java.util.Objects;
import java.util.Optional;
import org.qgate.control.LinkConfiguration;

/**
 * What must be remembered of a change of one link.
 *
 * @param link which link
 * @param transaction its name, the same at both ends
 * @param owner who holds the lock
 * @param token of the lock
 * @param phase what is decided
 * @param settled whether the other end is known to have decided alike
 * @param told whether the other end is known to know what was decided here
 * @param finished whether everything that the decision asks for is done here
 * @param met whether the two agents have met on the link that is wanted: from then on the peer may commit it
 * @param generation of what is wanted, 0 before it is known
 * @param before how the link ran before, empty if there was none
 * @param prepared whether it is known what is wanted
 * @param wanted how the link is to run, empty if it is to be removed
 * @param failure why it was undone
 */
public record ChangeRecord(
        String link,
        String transaction,
        String owner,
        long token,
        Phase phase,
        boolean settled,
        boolean told,
        boolean finished,
        boolean met,
        long generation,
        Optional<LinkConfiguration> before,
        boolean prepared,
        Optional<LinkConfiguration> wanted,
        Optional<String> failure) {

    /** What is decided. */
    public enum Phase {
        /** Nothing; without a commit there is nothing to be agreed on, and an end may undo by itself. */
        OPEN,
        /** What is wanted runs, to be confirmed; only both ends together undo it. */
        COMMITTED,
        /** What is wanted holds. */
        CONFIRMED,
        /** What was before holds. */
        ABORTED
    }

    /** Refuses null. */
    public ChangeRecord {
        Objects.requireNonNull(link, "link");
        Objects.requireNonNull(transaction, "transaction");
        Objects.requireNonNull(owner, "owner");
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(before, "before");
        Objects.requireNonNull(wanted, "wanted");
        Objects.requireNonNull(failure, "failure");
    }

    /** A lock that was just taken. */
    static ChangeRecord locked(
            String link, String transaction, String owner, long token, Optional<LinkConfiguration> before) {
        return new ChangeRecord(
                link,
                transaction,
                owner,
                token,
                Phase.OPEN,
                false,
                false,
                false,
                false,
                0,
                before,
                false,
                Optional.empty(),
                Optional.empty());
    }

    ChangeRecord prepared(long newGeneration, Optional<LinkConfiguration> newlyWanted) {
        return new ChangeRecord(
                link,
                transaction,
                owner,
                token,
                phase,
                settled,
                told,
                finished,
                met,
                newGeneration,
                before,
                true,
                newlyWanted,
                failure);
    }

    /** Back to the lock. */
    ChangeRecord unprepared() {
        return locked(link, transaction, owner, token, before);
    }

    ChangeRecord in(Phase newPhase) {
        return new ChangeRecord(
                link,
                transaction,
                owner,
                token,
                newPhase,
                settled,
                told,
                finished,
                met,
                generation,
                before,
                prepared,
                wanted,
                failure);
    }

    ChangeRecord settledAlike() {
        return with(true, told, finished, met);
    }

    ChangeRecord done() {
        return with(settled, told, true, met);
    }

    /** The two agents have met on the link that is wanted. */
    ChangeRecord meeting() {
        return with(settled, told, finished, true);
    }

    /** The peer has said that it has heard of the decision. */
    ChangeRecord tellingDone() {
        return with(settled, true, finished, met);
    }

    private ChangeRecord with(boolean nowSettled, boolean nowTold, boolean nowFinished, boolean nowMet) {
        return new ChangeRecord(
                link,
                transaction,
                owner,
                token,
                phase,
                nowSettled,
                nowTold,
                nowFinished,
                nowMet,
                generation,
                before,
                prepared,
                wanted,
                failure);
    }

    ChangeRecord because(String reason) {
        return new ChangeRecord(
                link,
                transaction,
                owner,
                token,
                phase,
                settled,
                told,
                finished,
                met,
                generation,
                before,
                prepared,
                wanted,
                Optional.of(reason));
    }

    boolean isRemoval() {
        return prepared && wanted.isEmpty();
    }

    boolean isCreation() {
        return before.isEmpty() && wanted.isPresent();
    }

    /** Whether the decision takes the link away, and with it the channel on which the two agents tell one another of it. */
    boolean takesChannelAway() {
        return (phase == Phase.CONFIRMED && isRemoval()) || (phase == Phase.ABORTED && isCreation() && met);
    }

    /** How the link runs for its agents' sake alone, until both know that it goes; empty if it does not. */
    Optional<LinkConfiguration> leaving() {
        if (finished || !takesChannelAway()) {
            return Optional.empty();
        }
        return isRemoval() ? before : wanted;
    }

    boolean isDecided() {
        return phase == Phase.CONFIRMED || phase == Phase.ABORTED;
    }
}
