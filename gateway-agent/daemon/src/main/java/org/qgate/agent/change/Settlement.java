package org.qgate.agent.change;

import java.io.IOException;
import org.qgate.agent.change.ChangeRecord.Phase;
import org.qgate.control.ChangeStep;
import org.qgate.core.model.ChangeNews;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the two ends of a change come to one decision, and do what it asks for ({@code docs/protocol.md} section 12.6). A decision is
 * saved before it is acted on; an end that has committed is undone by both ends together only.
 */
final class Settlement {
    /** Between two messages to the peer's agent while something is wanted of it. */
    static final long TELL_NANOS = 250_000_000L;
    /** Between two attempts at what a decision asks for. */
    static final long RETRY_NANOS = 1_000_000_000L;
    /** An end that asks for a decision, and hears none for so long, takes its peer for unreachable. */
    static final long UNREACHABLE_NANOS = 3_000_000_000L;
    /** How long a link that goes, as both ends know, stays after the peer's last question, whose answer may have been lost. */
    static final long LINGER_NANOS = 5_000_000_000L;
    /** How long at most it stays for a peer that has decided alike and does not say that it knows, as while the path is cut: an hour. */
    static final long LINGER_NANOS_MAX = 3_600_000_000_000L;
    /** How long at most it stays for a peer that knows, as it has said, but is silent: it may have missed that this end knows that. */
    static final long SILENCE_NANOS_MAX = 300_000_000_000L;
    /** How long at most a new link that is undone stays for a peer that is not heard of: a day. */
    static final long STAY_NANOS_MAX = 86_400_000_000_000L;
    /** How the reason begins that a change is undone for since its time was over. */
    static final String NOT_CONFIRMED = "it was not confirmed in time";

    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final ChangeProgress progress;
    private final LinkOperations links;
    private final TransactionName name;
    private long tellAtNanos = Long.MAX_VALUE;
    private long finishAtNanos = Long.MAX_VALUE;
    private long holdAtNanos = Long.MAX_VALUE;
    private long lingerEndNanos = Long.MIN_VALUE;
    private long silenceEndNanos = Long.MIN_VALUE;
    private boolean asking;
    /** When it was last looked, the peer had not been heard for a while. */
    private boolean silent;

    private boolean holding;

    Settlement(ChangeProgress progress) {
        this.progress = progress;
        this.links = progress.links;
        this.name = TransactionName.of(record().transaction());
    }

    private ChangeRecord record() {
        return progress.record();
    }

    /** What an agent that has restarted does about a change that it remembers; its links have started. */
    void recover(long nowNanos) throws IOException {
        switch (record().phase()) {
            case OPEN -> {
                progress.save(record().in(Phase.ABORTED).because("the agent was restarted in the middle of it"));
                recoverDecided(nowNanos);
            }
            case ABORTED -> recoverDecided(nowNanos);
            case COMMITTED -> {
                progress.plan().resume(links);
                progress.agreesToBoth();
                ask(nowNanos);
            }
            case CONFIRMED -> {
                if (!record().settled()) {
                    progress.plan().resume(links);
                    progress.waits();
                    tellAtNanos = nowNanos;
                }
                recoverDecided(nowNanos);
            }
        }
    }

    private void recoverDecided(long nowNanos) {
        if (record().leaving().isPresent()) {
            stay(nowNanos);
        } else if (!record().finished() && (record().phase() == Phase.ABORTED || record().settled())) {
            finishAtNanos = nowNanos;
        }
    }

    /**
     * The link goes; it stays, held, until the two agents know it of one another, since they speak on it. A confirmation is known nowhere
     * else, so it stays for as long as that takes; an abortion is what a peer that is alone may come to by itself.
     */
    private void stay(long nowNanos) {
        links.hold(record().link());
        tellAtNanos = nowNanos;
        silenceEndNanos = nowNanos + SILENCE_NANOS_MAX;
        if (record().settled()) {
            lingerEndNanos = nowNanos + LINGER_NANOS_MAX;
            finishAtNanos = nowNanos + LINGER_NANOS;
        } else {
            progress.waits();
            lingerEndNanos = record().phase() == Phase.ABORTED ? nowNanos + STAY_NANOS_MAX : Long.MAX_VALUE;
            finishAtNanos = lingerEndNanos;
        }
    }

    /** Waits for the peer no longer. */
    void leave(long nowNanos) {
        if (record().leaving().isPresent()) {
            lingerEndNanos = nowNanos;
            silenceEndNanos = nowNanos;
            finishAtNanos = nowNanos;
        }
    }

    boolean isAsking() {
        return asking;
    }

    /** A proof has begun: the peer's agent is asked at once. */
    void proofBegun(long nowNanos) {
        tellAtNanos = progress.isProving() ? nowNanos : tellAtNanos;
    }

    void decideFor(long nowNanos) throws IOException {
        progress.save(record().in(Phase.CONFIRMED));
        decided();
        progress.enter(ChangeStep.CONFIRMED, false);
        tellAtNanos = nowNanos;
        if (record().leaving().isPresent()) {
            stay(nowNanos);
        }
        LOG.info("link {}: transaction {} is confirmed", record().link(), record().transaction());
    }

    void decideAgainst(String why, long nowNanos) throws IOException {
        boolean begun = progress.hasProgrammed();
        progress.save(record().in(Phase.ABORTED).because(why));
        decided();
        progress.enter(ChangeStep.ABORTED, !begun);
        tellAtNanos = Long.MAX_VALUE;
        LOG.warn("link {}: transaction {} is undone: {}", record().link(), record().transaction(), why);
        tell(ChangeNews.Question.NONE);
        if (record().leaving().isPresent()) {
            stay(nowNanos);
        } else if (begun) {
            revert(nowNanos);
        } else {
            progress.save(record().done());
        }
        if (progress.isAgreeingToBoth()) {
            tellAtNanos = nowNanos + RETRY_NANOS;
        }
    }

    /** Back to what was; tried again until it succeeds. */
    private void revert(long nowNanos) throws IOException {
        try {
            progress.plan().undo(links);
            progress.finished();
            finishAtNanos = Long.MAX_VALUE;
            progress.save(record().done());
        } catch (IOException e) {
            LOG.error("link {}: its change could not be undone, tries again: {}", record().link(), e.getMessage());
            finishAtNanos = nowNanos + RETRY_NANOS;
        }
    }

    private void decided() {
        asking = false;
        holdAtNanos = Long.MAX_VALUE;
        if (holding && record().leaving().isEmpty()) {
            links.release(record().link());
        }
        holding = false;
    }

    /** From now on this end takes no confirmation: the two agents decide. Without a decision nothing leaves after a while. */
    void ask(long nowNanos) {
        holdAtNanos = asking ? holdAtNanos : nowNanos + UNREACHABLE_NANOS;
        asking = true;
        progress.waits();
        tellAtNanos = Math.min(tellAtNanos, nowNanos);
    }

    boolean isAbout(ChangeNews news) {
        return name.isIn(news);
    }

    /** The peer's agent said something of this transaction. */
    void heard(ChangeNews news, long nowNanos) throws IOException {
        // An answer to an end that was undecided when it asked may come from one that has not heard of it either.
        boolean answered = record().isDecided() && news.question() == ChangeNews.Question.NONE;
        switch (news.state()) {
            case CONFIRMED -> heardConfirmed(nowNanos);
            case ABORTED -> heardAborted(nowNanos);
            case UNDECIDED -> {
                if (news.question() == ChangeNews.Question.DECISION && !record().isDecided()) {
                    decideAgainst(NOT_CONFIRMED + " at the other gateway", nowNanos);
                }
            }
        }
        if (answered
                && news.state() == state()
                && !record().told()
                && record().leaving().isPresent()) {
            progress.save(record().tellingDone());
        }
        progress.heard(news.packets(), nowNanos);
        if (news.question() == ChangeNews.Question.PROBE) {
            links.probe(record().link());
        }
        if (news.question() != ChangeNews.Question.NONE) {
            tell(ChangeNews.Question.NONE);
            linger(nowNanos);
        }
    }

    /** Who still asks has not heard the answer. */
    private void linger(long nowNanos) {
        if (record().leaving().isPresent() && record().settled()) {
            finishAtNanos = nowNanos + LINGER_NANOS;
        }
    }

    private void heardConfirmed(long nowNanos) throws IOException {
        if (record().phase() == Phase.ABORTED) {
            LOG.error(
                    "link {}: transaction {} is confirmed at the peer and undone here; a client confirmed before both ends"
                            + " had committed. Change the link again",
                    record().link(),
                    record().transaction());
            return;
        }
        if (record().phase() != Phase.CONFIRMED) {
            catchUp();
            decideFor(nowNanos);
        }
        settle(nowNanos);
    }

    /** The peer has decided alike. */
    private void settle(long nowNanos) throws IOException {
        if (!record().settled()) {
            boolean leaves = record().leaving().isPresent();
            progress.save(record().settledAlike());
            progress.finished();
            tellAtNanos = leaves ? nowNanos : Long.MAX_VALUE;
            finishAtNanos = nowNanos + (leaves ? LINGER_NANOS : 0);
            lingerEndNanos = nowNanos + LINGER_NANOS_MAX;
            silenceEndNanos = nowNanos + SILENCE_NANOS_MAX;
        }
    }

    /** The peer was confirmed before this end's client had committed it: what is missing is done now. */
    private void catchUp() throws IOException {
        if (progress.step().compareTo(ChangeStep.BLOCKED) < 0) {
            progress.plan().block(links);
        }
        if (progress.step().compareTo(ChangeStep.INBOUND) < 0) {
            progress.plan().inbound(links);
        }
        if (progress.step().compareTo(ChangeStep.OUTBOUND) < 0) {
            progress.plan().outbound(links);
        }
    }

    private void heardAborted(long nowNanos) throws IOException {
        if (!record().isDecided()) {
            decideAgainst("it was undone at the other gateway", nowNanos);
        }
        if (record().phase() == Phase.ABORTED) {
            progress.forgetWanted();
            if (record().leaving().isPresent()) {
                settle(nowNanos);
            }
        } else if (record().phase() == Phase.CONFIRMED && !record().settled()) {
            LOG.error(
                    "link {}: transaction {} is confirmed here and undone at the peer; change the link again",
                    record().link(),
                    record().transaction());
        }
    }

    private ChangeNews.State state() {
        return switch (record().phase()) {
            case OPEN, COMMITTED -> ChangeNews.State.UNDECIDED;
            case CONFIRMED -> ChangeNews.State.CONFIRMED;
            case ABORTED -> ChangeNews.State.ABORTED;
        };
    }

    private void tell(ChangeNews.Question question) {
        links.tell(
                record().link(),
                new ChangeNews(
                        name.high(),
                        name.low(),
                        record().generation(),
                        state(),
                        question,
                        links.packetsDeciphered(record().link())));
    }

    /** Says and does what is due. */
    void act(long nowNanos) throws IOException {
        if (nowNanos >= tellAtNanos) {
            boolean leaves = record().leaving().isPresent();
            boolean confirmed = record().phase() == Phase.CONFIRMED && !record().settled();
            boolean wanted = asking || progress.isProving() || (leaves ? !record().told() : confirmed);
            boolean undone = record().phase() == Phase.ABORTED && progress.isAgreeingToBoth();
            tellAtNanos = Long.MAX_VALUE;
            if (wanted || undone) {
                tellAtNanos = nowNanos + (wanted ? TELL_NANOS : RETRY_NANOS);
                tell(question());
            }
        }
        if (nowNanos >= holdAtNanos) {
            hold();
        }
        if (nowNanos >= finishAtNanos) {
            finish(nowNanos);
        }
    }

    /** Nobody knows which configuration holds: neither lets anything leave until the two agents have spoken. */
    private void hold() {
        holdAtNanos = Long.MAX_VALUE;
        holding = true;
        LOG.warn(
                "link {}: the peer does not say what becomes of transaction {}; nothing leaves until it does",
                record().link(),
                record().transaction());
        links.hold(record().link());
    }

    private ChangeNews.Question question() {
        if (asking) {
            return ChangeNews.Question.DECISION;
        }
        return progress.isProving() ? ChangeNews.Question.PROBE : ChangeNews.Question.STATE;
    }

    /** A peer that has been silent for as long as it would have asked may ask when the path is back: so the wait begins again then. */
    private boolean waitsForPeer(long nowNanos) {
        if (!record().told()) {
            return nowNanos < lingerEndNanos;
        }
        if (nowNanos < silenceEndNanos && links.isSilent(record().link(), UNREACHABLE_NANOS)) {
            silent = true;
            return true;
        }
        if (silent) {
            silent = false;
            finishAtNanos = nowNanos + LINGER_NANOS;
            return nowNanos < silenceEndNanos;
        }
        return false;
    }

    private void finish(long nowNanos) throws IOException {
        finishAtNanos = nowNanos + RETRY_NANOS;
        boolean leaves = record().leaving().isPresent();
        if (leaves && waitsForPeer(nowNanos)) {
            return;
        }
        if (record().phase() == Phase.ABORTED && !leaves && !progress.isDone()) {
            revert(nowNanos);
            return;
        }
        try {
            if (record().phase() == Phase.CONFIRMED) {
                progress.plan().finish(links);
            } else {
                progress.plan().cleanUp(links);
            }
            progress.save(record().done());
            progress.finished();
            finishAtNanos = Long.MAX_VALUE;
            tellAtNanos = leaves ? Long.MAX_VALUE : tellAtNanos;
        } catch (IOException e) {
            LOG.error("link {}: its change could not be finished, tries again: {}", record().link(), e.getMessage());
        }
    }

    long nextDeadlineNanos() {
        return Math.min(holdAtNanos, Math.min(tellAtNanos, finishAtNanos));
    }
}
