package org.qgate.fleet.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.transaction.GatewayCall.Operation;
import org.qgate.fleet.transaction.TransactionResult.Outcome;

/**
 * The change of a link at two gateways: what to ask of which of them next, given what they answered. It has no clock and asks nobody
 * itself; see {@link TransactionRunner}.
 *
 * <pre>{@code
 *   LOCK -> PREPARE -> BLOCK -> INBOUND -> OUTBOUND -> PROVE -> COMMIT -> CONFIRM -> END
 *     any refusal, silence, time-out or cancellation before CONFIRM:  UNDO -> RELEASE -> END
 * }</pre>
 *
 * <p>Once a CONFIRM was sent, the client undoes nothing: it may have arrived, and either agent's confirmation decides for both. Before, no
 * agent can have been confirmed, so undoing is safe, and what the client cannot reach goes back by its own timer.
 */
public final class LinkTransaction {
    private final TransactionId id;
    private final TransactionLimits limits;
    private final List<TransactionEnd> ends;
    private final List<Progress> progress = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Stage stage;
    private long stageSinceMillis;
    private long deadlineMillis;
    private boolean cancelled;
    private String reason = "";

    private LinkTransaction(
            TransactionId id, TransactionLimits limits, List<TransactionEnd> ends, Stage first, long nowMillis) {
        this.id = id;
        this.limits = limits;
        this.ends = ends;
        this.deadlineMillis = nowMillis + limits.total().toMillis();
        this.stage = first;
        enter(first, nowMillis);
    }

    /**
     * A new transaction.
     *
     * @param gateways both, in the order of the locks
     */
    public static LinkTransaction begin(
            TransactionId id, List<String> gateways, TransactionLimits limits, long nowMillis) {
        List<TransactionEnd> ends = gateways.stream()
                .map(gateway -> new TransactionEnd(gateway, false))
                .toList();
        return new LinkTransaction(id, limits, ends, Stage.LOCK, nowMillis);
    }

    /**
     * Goes on with a transaction whose client is gone: undoes it, unless it turns out to be confirmed at one of the gateways.
     *
     * @param gateways where it is undecided
     */
    public static LinkTransaction recover(
            TransactionId id, List<String> gateways, TransactionLimits limits, long nowMillis) {
        List<TransactionEnd> ends = gateways.stream()
                .map(gateway -> new TransactionEnd(gateway, true))
                .toList();
        LinkTransaction transaction = new LinkTransaction(id, limits, ends, Stage.UNDO, nowMillis);
        transaction.reason = "its client had left it behind";
        return transaction;
    }

    /** Its id. */
    public TransactionId id() {
        return id;
    }

    /** Where it is. */
    public Stage stage() {
        return stage;
    }

    /** Asks for its end: it is undone, unless it was sent for confirmation already. True if it is. */
    public boolean cancel() {
        cancelled = cancelled || stage.forward();
        return cancelled;
    }

    /** What was reached since the last call. */
    public List<Progress> takeProgress() {
        List<Progress> taken = List.copyOf(progress);
        progress.clear();
        return taken;
    }

    /** What is to be done now. */
    public NextStep next(long nowMillis) {
        if (stage.forward() && cancelled) {
            undo("cancelled", nowMillis);
        }
        if (stage.forward() && nowMillis >= deadlineMillis) {
            undo("not done within " + limits.total().toSeconds() + " s", nowMillis);
        }
        if (!stage.forward() && nowMillis - stageSinceMillis >= patience().toMillis()) {
            ends.stream().filter(end -> !end.through()).forEach(this::giveUp);
        }
        while (stage != Stage.END && ends.stream().allMatch(TransactionEnd::through)) {
            enter(stage.following(), nowMillis);
        }
        if (stage == Stage.END) {
            return new NextStep.Ended(result());
        }
        long earliest = Long.MAX_VALUE;
        for (TransactionEnd end : inOrder()) {
            if (end.through()) {
                continue;
            }
            if (end.nextTryMillis() <= nowMillis) {
                return new NextStep.Ask(new GatewayCall(end.gateway(), operation(end), end.token()));
            }
            earliest = Math.min(earliest, end.nextTryMillis());
            if (stage == Stage.LOCK) {
                // The second lock is not asked for before the first is held, so that two clients cannot hold one each.
                break;
            }
        }
        return new NextStep.Pause(earliest);
    }

    /** Longest stay in a stage that the transaction's own deadline does not end. */
    private Duration patience() {
        if (stage != Stage.CONFIRM) {
            return limits.undo();
        }
        boolean decided = ends.stream().anyMatch(end -> end.decision().equals(Optional.of(ChangeDecision.CONFIRMED)));
        return decided ? limits.silence() : limits.confirm().plus(limits.silence());
    }

    private Operation operation(TransactionEnd end) {
        if (end.begun()) {
            return Operation.LOOK;
        }
        if (stage == Stage.LOCK) {
            end.lockAsked();
            return Operation.LOCK;
        }
        if (end.token() == 0) {
            // The lock gives its token once more to whoever holds it; asked where it is over, it would be a new lock.
            return end.decision().isPresent() ? Operation.LOCK : Operation.LOOK;
        }
        return switch (stage) {
            case LOCK -> Operation.LOCK;
            case PREPARE -> Operation.PREPARE;
            case BLOCK -> Operation.BLOCK;
            case INBOUND -> Operation.INBOUND;
            case OUTBOUND -> Operation.OUTBOUND;
            case PROVE -> Operation.PROVE;
            case COMMIT -> Operation.COMMIT;
            case CONFIRM -> Operation.CONFIRM;
            case UNDO -> Operation.UNDO;
            case RELEASE -> Operation.RELEASE;
            case END -> throw new IllegalStateException("nothing is asked at the end");
        };
    }

    /** Undoing goes the other way round. */
    private List<TransactionEnd> inOrder() {
        if (stage != Stage.UNDO && stage != Stage.RELEASE) {
            return ends;
        }
        List<TransactionEnd> reversed = new ArrayList<>(ends);
        Collections.reverse(reversed);
        return reversed;
    }

    /** Hands over what came of a call of {@link #next}. */
    public void answered(GatewayCall call, GatewayAnswer answer, long nowMillis) {
        TransactionEnd end = ends.stream()
                .filter(one -> one.gateway().equals(call.gateway()))
                .findFirst()
                .orElseThrow();
        if (answer instanceof GatewayAnswer.Locked locked) {
            end.locked(locked.token());
            at(end, call, locked.status(), nowMillis);
        } else if (answer instanceof GatewayAnswer.At at) {
            at(end, call, at.status(), nowMillis);
        } else if (answer instanceof GatewayAnswer.Nothing) {
            gone(end, end.gateway() + " knows of no change of this link", nowMillis);
        } else if (answer instanceof GatewayAnswer.Refused refused) {
            refused(end, call, refused, nowMillis);
        }
    }

    private void at(TransactionEnd end, GatewayCall call, ChangeStatus status, long nowMillis) {
        if (!status.transaction().equals(id.text())) {
            gone(end, end.gateway() + " is at another transaction, " + status.transaction(), nowMillis);
            return;
        }
        end.answered(status);
        if (status.decision() == ChangeDecision.CONFIRMED) {
            confirmed(end, status, nowMillis);
        } else if (status.decision() == ChangeDecision.ABORTED) {
            aborted(end, status, nowMillis);
        } else if (call.token() == 0 && stage != Stage.LOCK) {
            // Only the token was wanted, or whether there is one.
            end.retryAt(nowMillis);
        } else if (stage.forward() && status.failure().isPresent()) {
            undo(end.gateway() + ": " + status.failure().get(), nowMillis);
        } else {
            underWay(end, status, nowMillis);
        }
    }

    private void underWay(TransactionEnd end, ChangeStatus status, long nowMillis) {
        end.begin();
        boolean reached = switch (stage) {
            case UNDO -> status.stepDone() && status.step().compareTo(stage.target()) <= 0;
            case RELEASE -> true;
            default -> status.reached(stage.target());
        };
        if (reached) {
            through(end);
        } else {
            end.retryAt(nowMillis + limits.poll().toMillis());
        }
    }

    /** It holds. A step that is not done waits for the other agent to say so too; until then no other change can begin there. */
    private void confirmed(TransactionEnd end, ChangeStatus status, long nowMillis) {
        if (stage != Stage.CONFIRM) {
            enter(Stage.CONFIRM, nowMillis);
        }
        if (status.stepDone()) {
            through(end);
        } else {
            end.begin();
            end.retryAt(nowMillis + limits.poll().toMillis());
        }
    }

    private void aborted(TransactionEnd end, ChangeStatus status, long nowMillis) {
        end.release();
        if (stage.forward()) {
            undo(end.gateway() + " went back: " + status.failure().orElse("nobody confirmed in time"), nowMillis);
        } else {
            progress.add(new Progress(stage, end.gateway()));
        }
    }

    /** The gateway has no lock for us any more. Before the confirmation that means that it went back. */
    private void gone(TransactionEnd end, String what, long nowMillis) {
        end.release();
        if (stage.forward()) {
            undo(what, nowMillis);
        } else if (stage == Stage.CONFIRM) {
            notes.add(what);
        }
    }

    private void refused(TransactionEnd end, GatewayCall call, GatewayAnswer.Refused refused, long nowMillis) {
        if (refused.refusal().silent()) {
            end.retryAt(nowMillis + limits.poll().toMillis());
            silentTooLong(end, nowMillis, refused.message());
        } else if (stage.forward()) {
            if (call.operation() == Operation.LOCK) {
                // Whoever refuses a lock holds none for us.
                end.release();
            }
            undo(refused.message(), nowMillis);
        } else if (call.operation() == Operation.LOOK || call.operation() == Operation.LOCK) {
            gone(end, refused.message(), nowMillis);
        } else if (stage == Stage.RELEASE) {
            if (refused.refusal() != Refusal.TRANSACTION_ENDED && refused.refusal() != Refusal.BAD_TOKEN) {
                notes.add(refused.message());
            }
            end.release();
        } else {
            // It may have been decided before; a look tells.
            end.begin();
            end.retryAt(nowMillis);
        }
    }

    private void silentTooLong(TransactionEnd end, long nowMillis, String message) {
        if (end.silentMillis(nowMillis) < limits.silence().toMillis()) {
            return;
        }
        if (stage.forward()) {
            undo("no answer for " + limits.silence().toSeconds() + " s: " + message, nowMillis);
        } else {
            giveUp(end);
        }
    }

    private void giveUp(TransactionEnd end) {
        if (stage != Stage.CONFIRM) {
            notes.add(end.gateway() + " was not seen to undo the change; its own timer does it");
        } else if (end.decision().equals(Optional.of(ChangeDecision.CONFIRMED))) {
            notes.add(end.gateway() + " is confirmed, and has not heard of the other gateway yet");
        } else {
            notes.add(end.gateway() + " did not tell the decision; the agents settle it between themselves");
        }
        end.release();
    }

    private void through(TransactionEnd end) {
        progress.add(new Progress(stage, end.gateway()));
        if (stage == Stage.RELEASE || stage == Stage.CONFIRM) {
            end.release();
        } else {
            end.finish();
        }
    }

    private void undo(String why, long nowMillis) {
        reason = why;
        enter(Stage.UNDO, nowMillis);
    }

    private void enter(Stage next, long nowMillis) {
        stage = next;
        stageSinceMillis = nowMillis;
        ends.forEach(end -> end.enter(next, nowMillis));
        if (next == Stage.COMMIT) {
            deadlineMillis =
                    Math.max(deadlineMillis, nowMillis + limits.confirm().toMillis());
        }
    }

    private TransactionResult result() {
        List<Optional<ChangeDecision>> decisions =
                ends.stream().map(TransactionEnd::decision).toList();
        boolean confirmed = decisions.contains(Optional.of(ChangeDecision.CONFIRMED));
        boolean aborted = decisions.contains(Optional.of(ChangeDecision.ABORTED));
        if (confirmed && !aborted) {
            return new TransactionResult(Outcome.CONFIRMED, "", notes);
        }
        if (confirmed) {
            notes.add("one gateway says confirmed and the other aborted: compare them, and report this as a defect");
            return new TransactionResult(Outcome.UNKNOWN, "the gateways contradict one another", notes);
        }
        if (!reason.isEmpty() || aborted) {
            return new TransactionResult(
                    Outcome.UNDONE,
                    reason.isEmpty() ? "the gateways went back before the confirmation" : reason,
                    notes);
        }
        return new TransactionResult(Outcome.UNKNOWN, "no gateway told the decision", notes);
    }
}
