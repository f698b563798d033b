package org.qgate.agent.change;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.agent.change.ChangeRecord.Phase;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.control.ChangeStep;
import org.qgate.control.LinkConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a change is at this end: what is remembered of it, the step that was begun last and what that waits for. */
final class ChangeProgress {
    /** Between two looks at what a step waits for. */
    static final long LOOK_NANOS = 20_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(ChangeProgress.class);

    final LinkOperations links;
    private final Journal journal;
    private ChangeRecord record;
    private LinkPlan plan;
    /** What this end agrees to besides what runs, until its peer is known to have undone it too. */
    private @Nullable LinkPlan lingering;

    private ChangeStep step;
    private boolean done = true;
    private Optional<String> failure = Optional.empty();
    private @Nullable PathProof proof;
    private long lookAtNanos = Long.MAX_VALUE;

    /** Remembers changes, and gives out generations. */
    interface Journal {
        /** Saves a record before it is acted on. */
        void save(ChangeRecord before, ChangeRecord after) throws IOException;

        /** The generation that a configuration gets when it is prepared. */
        long nextGeneration();

        /** The generation of what runs. */
        long runningGeneration();
    }

    ChangeProgress(ChangeRecord record, ChangeStep step, LinkOperations links, Journal journal) {
        this.record = record;
        this.step = step;
        this.links = links;
        this.journal = journal;
        this.plan = record.prepared() ? LinkPlan.of(record.before(), record.wanted()) : new LinkPlan.Nothing();
    }

    ChangeRecord record() {
        return record;
    }

    LinkPlan plan() {
        return plan;
    }

    ChangeStep step() {
        return step;
    }

    boolean isDone() {
        return done;
    }

    Optional<String> failure() {
        return failure;
    }

    /** Whether a step has been begun that programs the link. */
    boolean hasProgrammed() {
        return step.compareTo(ChangeStep.BLOCKED) >= 0;
    }

    void save(ChangeRecord after) throws IOException {
        journal.save(record, after);
        record = after;
    }

    void prepare(Optional<LinkConfiguration> wanted) throws IOException {
        save(record.prepared(journal.nextGeneration(), wanted));
        plan = LinkPlan.of(record.before(), wanted);
        enter(ChangeStep.PREPARED, true);
    }

    /** Back to the lock; what was done is undone. */
    void forget() throws IOException {
        save(record.unprepared());
        plan = new LinkPlan.Nothing();
        enter(ChangeStep.LOCKED, true);
    }

    /** Another step; what the one before waited for does not matter any more. */
    void enter(ChangeStep next, boolean isDone) {
        step = next;
        done = isDone;
        failure = Optional.empty();
        proof = null;
        lookAtNanos = Long.MAX_VALUE;
    }

    void finished() {
        done = true;
    }

    void waits() {
        done = false;
    }

    /** From now on, or for all that is known, this end agrees to what is wanted besides what runs. */
    void agreesToBoth() {
        if (plan.agreesToBoth()) {
            lingering = plan;
        }
    }

    /** Whether it still does. */
    boolean isAgreeingToBoth() {
        return lingering != null;
    }

    /** What was wanted is agreed to no more; only where it was taken back. */
    void forgetWanted() {
        LinkPlan undone = lingering;
        if (undone != null && done) {
            undone.forgetWanted(links);
            lingering = null;
        }
    }

    /** Begins a step that programs the link. */
    void perform(ChangeStep next, long nowNanos) {
        enter(next, false);
        agreesToBoth();
        lookAtNanos = nowNanos;
        try {
            switch (next) {
                case BLOCKED -> plan.block(links);
                case INBOUND -> plan.inbound(links);
                case OUTBOUND -> plan.outbound(links);
                case PROVEN -> prove(nowNanos);
                default -> throw new IllegalArgumentException("not a step that programs a link: " + next);
            }
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
        }
        look(nowNanos);
    }

    private void prove(long nowNanos) {
        if (plan.hasProof()) {
            int selectors = record.wanted()
                    .map(LinkConfiguration::selectors)
                    .orElseThrow()
                    .size();
            proof = new PathProof(record.link(), selectors, links, nowNanos);
        }
    }

    private void fail(String why) {
        failure = Optional.of(why);
        LOG.warn("link {}: step {} of its change failed: {}", record.link(), step, why);
    }

    boolean isProving() {
        return proof != null;
    }

    /** The peer's agent says how many packets it has deciphered. */
    void heard(long packets, long nowNanos) {
        PathProof open = proof;
        if (open != null) {
            open.heard(packets);
            look(nowNanos);
        }
    }

    /** Looks whether the step is done. */
    void look(long nowNanos) {
        if (done || failure.isPresent()) {
            return;
        }
        PathProof open = proof;
        done = switch (step) {
            case BLOCKED -> isBlocked();
            case INBOUND -> plan.receives(links) && remembersMeeting();
            case OUTBOUND -> plan.sends(links);
            case PROVEN -> open == null || open.isProven();
            case COMMITTED, CONFIRMED, ABORTED -> false;
            default -> true;
        };
        if (open != null && (done || open.isOver(nowNanos))) {
            if (!done) {
                fail(open.failure());
            }
            proof = null;
        }
        boolean waits = !done && failure.isEmpty() && step.compareTo(ChangeStep.COMMITTED) < 0;
        lookAtNanos = waits ? nowNanos + LOOK_NANOS : Long.MAX_VALUE;
    }

    /** Whether it is remembered that the peer's agent answers on a link that is new: before that the peer cannot have committed. */
    private boolean remembersMeeting() {
        try {
            if (!record.met() && record.isCreation()) {
                save(record.meeting());
            }
            return true;
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
            return false;
        }
    }

    private boolean isBlocked() {
        try {
            return plan.isBlocked(links);
        } catch (IOException e) {
            fail(String.valueOf(e.getMessage()));
            return false;
        }
    }

    long lookAtNanos() {
        return lookAtNanos;
    }

    /** Where it is, for a client. */
    ChangeStatus status(boolean withToken, long remainingMillis, long nowNanos) {
        look(nowNanos);
        return new ChangeStatus(
                record.link(),
                record.transaction(),
                record.owner(),
                withToken ? record.token() : 0,
                step,
                done,
                decision(record.phase()),
                journal.runningGeneration(),
                record.generation(),
                remainingMillis,
                failure.isPresent() ? failure : record.failure());
    }

    private static ChangeDecision decision(Phase phase) {
        return switch (phase) {
            case OPEN, COMMITTED -> ChangeDecision.UNDECIDED;
            case CONFIRMED -> ChangeDecision.CONFIRMED;
            case ABORTED -> ChangeDecision.ABORTED;
        };
    }
}
