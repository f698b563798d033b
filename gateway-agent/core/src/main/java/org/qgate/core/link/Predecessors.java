package org.qgate.core.link;

import org.qgate.core.port.LinkEffect;

/**
 * SAs that a crashed predecessor of this agent left: they go on carrying packets until both directions have moved to
 * keys of this agent, and are then deleted once, after the retirement time.
 */
final class Predecessors {
    private final LinkContext context;
    private boolean peerSwitched;
    private boolean done;
    private long deleteAtNanos = Long.MAX_VALUE;

    Predecessors(LinkContext context) {
        this.context = context;
    }

    void peerSwitched() {
        peerSwitched = true;
    }

    void act(boolean outboundSwitched) {
        if (done) {
            return;
        }
        if (deleteAtNanos == Long.MAX_VALUE && peerSwitched && outboundSwitched) {
            deleteAtNanos = context.now() + context.deadlines.timers().retirementNanos();
        }
        if (context.now() >= deleteAtNanos) {
            done = true;
            deleteAtNanos = Long.MAX_VALUE;
            context.emit(new LinkEffect.DeletePredecessors());
        }
    }

    long nextDeadlineNanos() {
        return deleteAtNanos;
    }
}
