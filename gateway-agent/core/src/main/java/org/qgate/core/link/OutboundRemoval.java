package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;

/** Takes outbound SAs out of the kernel: at once what no packet used, later what packets may still hold (decision 9). */
final class OutboundRemoval {
    /** Bound of keys left and not deleted yet; beyond it the oldest goes at once. */
    static final int WAITING_MAX = 1024;

    private final LinkContext context;
    private final Deque<OutboundKey> waiting = new ArrayDeque<>();
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

    /** Deletes a key at its {@code sinceNanos}, which its owner has set to the end of its retirement. */
    void later(OutboundKey key) {
        waiting.addLast(key);
        if (waiting.size() > WAITING_MAX) {
            now(waiting.removeFirst());
        }
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
        List<OutboundKey> keys = List.copyOf(waiting);
        waiting.clear();
        keys.forEach(this::now);
    }

    int waitingCount() {
        return waiting.size();
    }

    /** When the first is due, with slack so that deletions share a wake-up. */
    long nextDeadlineNanos() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.getFirst().sinceNanos + Deadlines.DELETION_SLACK_NANOS;
    }
}
