package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.core.ledger.KeyState;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;

/** Takes outbound SAs out of the kernel: at once what no packet used, later what packets may still hold (decision 9). */
final class OutboundRemoval {
    /** Bound of keys left and not deleted yet; beyond it the oldest goes at once. */
    static final int WAITING_MAX = 1024;

    private final LinkContext context;
    private final Deque<OutboundKey> waiting = new ArrayDeque<>();
    /** Keys that packets may leave under until a block is done: the one in use and the one switched to, no more. */
    private final List<OutboundKey> untilBlocked = new ArrayList<>();
    /** Keys given up while the kernel takes them; their bits stay until it has answered. */
    private final Map<SaName, OutboundKey> doomed = new LinkedHashMap<>();

    OutboundRemoval(LinkContext context) {
        this.context = context;
    }

    /** Deletes a key that no packet uses. */
    void now(OutboundKey key) {
        if (key.stage == OutboundKey.Stage.INSTALLING) {
            doomed.put(key.sa, key);
            return;
        }
        if (key.isInKernel()) {
            context.emit(new LinkEffect.DeleteOutbound(key.sa, key.spi));
        }
        key.entry.destroy();
    }

    /** Every packet from now on leaves under another key, or none does: this one is deleted at the end of its retirement. */
    void left(OutboundKey key) {
        if (key.entry.state() == KeyState.INSTALLED) {
            key.entry.retire();
        }
        key.sinceNanos = context.rules.outboundRetirementAt(
                context.now(),
                context.deadlines.periodNanos(),
                context.deadlines.timers().outboundRetirementNanos());
        waiting.addLast(key);
        if (waiting.size() > WAITING_MAX) {
            now(waiting.removeFirst());
        }
    }

    /** A block was asked for: the retirement begins when it is done, for a slow kernel lets packets leave until then. */
    void leftWhenBlocked(OutboundKey key) {
        untilBlocked.add(key);
    }

    /** No packet leaves any more. */
    void blocked() {
        untilBlocked.forEach(this::left);
        untilBlocked.clear();
    }

    /** A block was not done: the SAs go at once, for packets would go on to leave under them. */
    void blockRefused() {
        untilBlocked.forEach(this::now);
        untilBlocked.clear();
    }

    /** The kernel answered an installation; true if the key was given up meanwhile. */
    boolean answered(SaName sa, boolean installed) {
        OutboundKey key = doomed.remove(sa);
        if (key == null) {
            return false;
        }
        if (installed) {
            context.emit(new LinkEffect.DeleteOutbound(sa, key.spi));
        }
        key.entry.destroy();
        return true;
    }

    /** Deletes what is due. */
    void act() {
        while (!waiting.isEmpty() && waiting.getFirst().sinceNanos <= context.now()) {
            now(waiting.removeFirst());
        }
    }

    /** Deletes everything. */
    void all() {
        untilBlocked.forEach(this::now);
        untilBlocked.clear();
        waiting.forEach(this::now);
        waiting.clear();
    }

    int waitingCount() {
        return waiting.size() + untilBlocked.size();
    }

    /** When the first is due, with slack so that deletions share a wake-up. */
    long nextDeadlineNanos() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().sinceNanos + Deadlines.DELETION_SLACK_NANOS;
    }
}
