package org.qgate.agent.xfrm;

import org.qgate.core.model.SaName;

/** An SA of ours that stands in the kernel. */
final class ResidentSa {
    private final SaName name;
    private final TrafficCounters counters;
    private volatile boolean deletionAsked;

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

    /** From now on its disappearance is no news. */
    void askDeletion() {
        deletionAsked = true;
    }

    boolean isDeletionAsked() {
        return deletionAsked;
    }
}
