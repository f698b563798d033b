package org.qgate.core.link;

import java.util.function.Consumer;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Message;

/**
 * New epochs that nobody asked for: after signs that the two ends hold different keys or marks, once a round trip has shown
 * that the path works, and within a budget (decision 17).
 */
final class AutomaticReset {
    /** Offers of blocks that this end has seen leased, in one epoch, before a new one is wanted. */
    static final int OFFERS_REFUSED_MAX = 3;

    private final LinkContext context;
    private final Consumer<String> reset;
    private final PathCheck pathCheck;
    private final ResetBudget budget;
    private final IntegrityWatch integrity;
    private final Recurrence mismatches = new Recurrence(Link.MISMATCHES_MAX);
    private final Recurrence refusals = new Recurrence(OFFERS_REFUSED_MAX);

    /** Calls {@code reset} with the reason. */
    AutomaticReset(LinkContext context, Consumer<String> reset) {
        this.context = context;
        this.reset = reset;
        this.pathCheck = new PathCheck(context);
        this.budget = new ResetBudget(context.now(), ResetBudget.PER_HOUR);
        this.integrity = new IntegrityWatch(context);
    }

    /** An epoch came into force. */
    void begun() {
        pathCheck.cancel();
        integrity.forget();
        mismatches.forget(context.counters.keyMismatches);
        refusals.forget(context.counters.offersRefused);
    }

    /** The kernel's counters. */
    void counted(LinkEvent.InboundCounted report, EpochReceiver receiver) {
        if (integrity.counted(report, receiver)) {
            pathCheck.start("the packets of the peer do not decipher");
        }
    }

    /** An authentic answer to a ping. */
    void heard(Message.Pong pong) {
        if (!pathCheck.answered(pong)) {
            return;
        }
        if (budget.take(context.now())) {
            reset.accept(pathCheck.reason());
        } else {
            context.report(new LinkNotice.ResetDeferred(pathCheck.reason()));
        }
    }

    void act(Conversation conversation) {
        pathCheck.act(conversation);
        if (mismatches.isReached(context.counters.keyMismatches)) {
            pathCheck.start("the two ends hold different key bits");
        }
        // The peer answered a proposal made long ago, with a disk older than its past: the marks in that proposal did
        // not tell it all. Those of a new one do; to be refused offer by offer would take as long as it had leased.
        if (refusals.isReached(context.counters.offersRefused)) {
            pathCheck.start("the peer goes on below what this end has seen it lease");
        }
    }

    long nextDeadlineNanos() {
        return pathCheck.nextDeadlineNanos();
    }

    /** A sign that counts once it was seen so many times in an epoch. */
    private static final class Recurrence {
        private final int times;
        private long countAtStart;

        Recurrence(int times) {
            this.times = times;
        }

        void forget(long count) {
            countAtStart = count;
        }

        boolean isReached(long count) {
            boolean reached = count - countAtStart >= times;
            if (reached) {
                countAtStart = count;
            }
            return reached;
        }
    }
}
