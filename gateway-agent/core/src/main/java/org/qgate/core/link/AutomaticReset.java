package org.qgate.core.link;

import java.util.function.Consumer;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Message;

/**
 * New epochs that nobody asked for: after signs that the two ends hold different keys, once a round trip has shown that
 * the path works, and within a budget (decision 17).
 */
final class AutomaticReset {
    private final LinkContext context;
    private final Consumer<String> reset;
    private final PathCheck pathCheck;
    private final ResetBudget budget;
    private final IntegrityWatch integrity;
    private long mismatchesAtStart;

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
        mismatchesAtStart = context.counters.keyMismatches;
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
        if (context.counters.keyMismatches - mismatchesAtStart >= Link.MISMATCHES_MAX) {
            mismatchesAtStart = context.counters.keyMismatches;
            pathCheck.start("the two ends hold different key bits");
        }
    }

    long nextDeadlineNanos() {
        return pathCheck.nextDeadlineNanos();
    }
}
