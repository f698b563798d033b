package org.qgate.agent.xfrm;

import org.qgate.core.model.SaName;

/** An SA of ours that stands in the kernel. */
final class ResidentSa {
    private final SaName name;
    private final TrafficCounters counters;
    private volatile boolean deletionAsked;
    private volatile boolean onCard;

    ResidentSa(SaName name, TrafficCounters counters) {
        this.name = name;
        this.counters = counters;
    }

    SaName name() {
        return name;
    }

    TrafficCounters counters() {
        return counters;
    }

    /** A network card works for it. */
    void putOnCard() {
        onCard = true;
    }

    boolean isOnCard() {
        return onCard;
    }

    /** From now on its disappearance is no news. */
    void askDeletion() {
        deletionAsked = true;
    }

    boolean isDeletionAsked() {
        return deletionAsked;
    }
}
