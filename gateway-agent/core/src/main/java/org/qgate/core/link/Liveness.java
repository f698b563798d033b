package org.qgate.core.link;

import org.qgate.core.port.LinkNotice;

/** Notices silence and its end. Silence suspends; it never resets (decision 17). */
final class Liveness {
    private final LinkContext context;
    private boolean silent;

    Liveness(LinkContext context) {
        this.context = context;
    }

    void heard() {
        if (silent) {
            silent = false;
            context.report(new LinkNotice.PeerHeard());
        }
    }

    /** True when the peer has just become silent. */
    boolean act(Session session) {
        long silentNanos = context.now() - session.lastHeardNanos();
        if (!silent && silentNanos >= context.deadlines.timers().suspendNanos()) {
            silent = true;
            context.report(new LinkNotice.PeerSilent(silentNanos / 1_000_000));
            return true;
        }
        return false;
    }

    boolean isSilent() {
        return silent;
    }

    long nextDeadlineNanos(Session session) {
        return silent
                ? Long.MAX_VALUE
                : session.lastHeardNanos() + context.deadlines.timers().suspendNanos();
    }
}
