package org.qgate.agent.change;

import java.io.IOException;
import java.util.Optional;
import org.qgate.agent.change.ChangeRecord.Phase;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.ErrorCode;
import org.qgate.control.LinkConfiguration;
import org.qgate.core.model.ChangeNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One change of one link at one end: what a client may ask of it, and when its time is over. */
final class LinkChange {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(LinkChange.class);

    private final ChangeProgress progress;
    private final Settlement settlement;
    private long deadlineNanos = Long.MAX_VALUE;
    private long notBeforeNanos = Long.MIN_VALUE;

    private LinkChange(ChangeProgress progress) {
        this.progress = progress;
        this.settlement = new Settlement(progress);
    }

    /** A lock that was just saved; its time runs out at {@code deadlineNanos}. */
    static LinkChange locked(
            ChangeRecord record, LinkOperations links, ChangeProgress.Journal journal, long deadlineNanos) {
        LinkChange change = new LinkChange(new ChangeProgress(record, ChangeStep.LOCKED, links, journal));
        change.deadlineNanos = deadlineNanos;
        return change;
    }

    /** What an agent that has restarted remembers; its links have started. */
    static LinkChange restored(ChangeRecord record, LinkOperations links, ChangeProgress.Journal journal, long nowNanos)
            throws IOException {
        ChangeStep step = switch (record.phase()) {
            case OPEN, ABORTED -> ChangeStep.ABORTED;
            case COMMITTED -> ChangeStep.COMMITTED;
            case CONFIRMED -> ChangeStep.CONFIRMED;
        };
        LinkChange change = new LinkChange(new ChangeProgress(record, step, links, journal));
        change.settlement.recover(nowNanos);
        return change;
    }

    ChangeRecord record() {
        return progress.record();
    }

    boolean isUnderWay() {
        return !record().isDecided();
    }

    /** Why no other change of this link can begin, empty if one can. */
    Optional<ChangeRefusedException> refusalOfAnother(long nowNanos) {
        if (isUnderWay()) {
            return Optional.of(new ChangeRefusedException(
                    ErrorCode.LOCKED,
                    "link " + record().link() + " is locked by " + record().owner() + " for transaction "
                            + record().transaction() + ", for " + remainingMillis(nowNanos) + " ms more"));
        }
        boolean confirmed = record().phase() == Phase.CONFIRMED;
        boolean talks = confirmed || record().leaving().isPresent();
        if (talks && !record().settled()) {
            return Optional.of(new ChangeRefusedException(
                    ErrorCode.PEER_UNREACHABLE,
                    "the change of link " + record().link() + " before this one is "
                            + (confirmed ? "confirmed" : "undone")
                            + " here, and the peer's agent has not said so; the two must speak first"));
        }
        if (!record().finished()) {
            return Optional.of(new ChangeRefusedException(
                    ErrorCode.LOCKED,
                    "the change of link " + record().link() + " before this one is being finished; try again in a few"
                            + " seconds"));
        }
        return Optional.empty();
    }

    void requireToken(long token) throws ChangeRefusedException {
        if (record().token() != token) {
            throw new ChangeRefusedException(
                    ErrorCode.BAD_TOKEN,
                    "token " + token + " is not that of the lock of link " + record().link() + "; lock it again");
        }
    }

    private void requireUndecided() throws ChangeRefusedException {
        if (record().isDecided() || settlement.isAsking()) {
            throw new ChangeRefusedException(
                    ErrorCode.TRANSACTION_ENDED,
                    "transaction " + record().transaction() + " of link " + record().link() + " has ended: "
                            + record().failure()
                                    .orElse(settlement.isAsking() ? "its time is over" : "it is confirmed"));
        }
    }

    private ChangeRefusedException wrongStep(String wanted) {
        return new ChangeRefusedException(
                ErrorCode.WRONG_STEP,
                "link " + record().link() + " cannot be " + wanted + " now: its change is at step " + progress.step()
                        + (progress.isDone() ? "" : ", which is not done"));
    }

    void prepare(Optional<LinkConfiguration> wanted) throws ChangeRefusedException, IOException {
        requireUndecided();
        if (record().prepared() && record().wanted().equals(wanted)) {
            return;
        }
        if (progress.step().compareTo(ChangeStep.PREPARED) > 0) {
            throw wrongStep("prepared for another configuration");
        }
        if (wanted.isPresent()) {
            if (!wanted.get().name().equals(record().link())) {
                throw new ChangeRefusedException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "the configuration is of link " + wanted.get().name() + ", the lock of link "
                                + record().link());
            }
            progress.links.validate(wanted.get());
        } else if (record().before().isEmpty()) {
            throw new ChangeRefusedException(
                    ErrorCode.UNKNOWN_LINK, "there is no link " + record().link() + " to remove");
        }
        progress.prepare(wanted);
    }

    /** Takes one of the steps that program the link; a step that was taken before is not taken again. */
    void take(ChangeStep next, long nowNanos) throws ChangeRefusedException {
        requireUndecided();
        progress.look(nowNanos);
        int way = progress.step().compareTo(next);
        if (way > 0 || (way == 0 && progress.failure().isEmpty())) {
            return;
        }
        boolean inOrder = progress.step() == before(next) && progress.isDone();
        boolean anyOrder = !progress.plan().hasProof() && record().prepared();
        if (way < 0 && !inOrder && !anyOrder) {
            throw wrongStep(next.toString());
        }
        progress.perform(next, nowNanos);
        settlement.proofBegun(nowNanos);
    }

    private static ChangeStep before(ChangeStep next) {
        return switch (next) {
            case BLOCKED -> ChangeStep.PREPARED;
            case INBOUND -> ChangeStep.BLOCKED;
            case OUTBOUND -> ChangeStep.INBOUND;
            case PROVEN -> ChangeStep.OUTBOUND;
            default -> throw new IllegalArgumentException("not a step that programs a link: " + next);
        };
    }

    void commit(long timeoutNanos, long nowNanos) throws ChangeRefusedException, IOException {
        if (record().phase() == Phase.COMMITTED && !settlement.isAsking()) {
            return;
        }
        requireUndecided();
        progress.look(nowNanos);
        if (!record().prepared() || (progress.plan().hasProof() && progress.step() != ChangeStep.PROVEN)) {
            throw wrongStep("committed");
        }
        if (!progress.isDone()) {
            throw new ChangeRefusedException(
                    ErrorCode.NOT_PROVEN,
                    "link " + record().link() + " is not proven: "
                            + progress.failure().orElse("the proof is under way"));
        }
        progress.save(record().in(Phase.COMMITTED));
        progress.enter(ChangeStep.COMMITTED, true);
        deadlineNanos = nowNanos + timeoutNanos;
    }

    void confirm(long nowNanos) throws ChangeRefusedException, IOException {
        if (record().phase() == Phase.CONFIRMED) {
            return;
        }
        requireUndecided();
        if (record().phase() != Phase.COMMITTED) {
            throw wrongStep("confirmed");
        }
        settlement.decideFor(nowNanos);
    }

    /** Undoes all steps, back to the lock; after the commit the two agents undo it together. */
    void undo(long nowNanos) throws ChangeRefusedException, IOException {
        if (record().phase() == Phase.ABORTED) {
            return;
        }
        if (record().phase() == Phase.COMMITTED) {
            settlement.ask(nowNanos);
            return;
        }
        requireUndecided();
        if (record().isCreation() && record().met()) {
            // The peer may have committed it: it must hear of this on the link itself.
            settlement.decideAgainst("it was undone by its owner", nowNanos);
            return;
        }
        if (progress.hasProgrammed()) {
            progress.plan().undo(progress.links);
        }
        progress.forget();
    }

    /** Gives the lock back, and undoes what is not confirmed. */
    void release(String who, long nowNanos) throws IOException {
        if (record().phase() == Phase.OPEN) {
            settlement.decideAgainst("the lock was released by " + who, nowNanos);
        } else if (record().phase() == Phase.COMMITTED) {
            settlement.ask(nowNanos);
        }
    }

    /** An administrator takes the lock away, or the link that stays for its peer's sake alone. */
    void breakLock(String who, long nowNanos) throws IOException {
        release(who, nowNanos);
        settlement.leave(nowNanos);
    }

    /** Whether a message of the peer's agent is about this transaction. */
    boolean isAbout(ChangeNews news) {
        return settlement.isAbout(news);
    }

    /** The peer's agent said something of this transaction. */
    void heard(ChangeNews news, long nowNanos) throws IOException {
        settlement.heard(news, nowNanos);
    }

    /** Does what is due. */
    void act(long nowNanos) throws IOException {
        if (nowNanos >= progress.lookAtNanos()) {
            progress.look(nowNanos);
        }
        if (nowNanos >= timeOverNanos()) {
            if (record().phase() == Phase.OPEN) {
                settlement.decideAgainst(Settlement.NOT_CONFIRMED, nowNanos);
            } else {
                LOG.warn(
                        "link {}: transaction {} was not confirmed in time; asks the peer",
                        record().link(),
                        record().transaction());
                settlement.ask(nowNanos);
            }
        }
        settlement.act(nowNanos);
    }

    private long timeOverNanos() {
        return record().isDecided() || settlement.isAsking() ? Long.MAX_VALUE : deadlineNanos;
    }

    /** What was due failed, and is tried again after a while. */
    void postpone(long nowNanos) {
        notBeforeNanos = nowNanos + Settlement.RETRY_NANOS;
    }

    long nextDeadlineNanos() {
        long due = Math.min(timeOverNanos(), Math.min(progress.lookAtNanos(), settlement.nextDeadlineNanos()));
        return Math.max(due, notBeforeNanos);
    }

    private long remainingMillis(long nowNanos) {
        long over = timeOverNanos();
        return over == Long.MAX_VALUE ? 0 : Math.max(0, (over - nowNanos) / NANOS_PER_MILLI);
    }

    /** Where it is; the token only for who holds it. */
    ChangeStatus status(boolean withToken, long nowNanos) {
        return progress.status(withToken, remainingMillis(nowNanos), nowNanos);
    }
}
