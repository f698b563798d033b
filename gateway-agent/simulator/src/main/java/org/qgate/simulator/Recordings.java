package org.qgate.simulator;

import java.util.ArrayList;
import java.util.List;
import org.qgate.core.port.ControlPort;

/** The last control datagrams that reached a gateway, as an attacker on the path keeps them. */
final class Recordings {
    /** Datagrams kept; the oldest give way. */
    static final int KEPT_MAX = 400;

    private final List<Recording> kept = new ArrayList<>();
    private int next;

    /**
     * A datagram that reached an agent.
     *
     * @param port where
     * @param bytes its payload
     * @param incarnation the life of the agent that it reached
     * @param taken whether the agent took it for authentic and new
     */
    record Recording(ControlPort port, byte[] bytes, int incarnation, boolean taken) {}

    void add(Recording recording) {
        if (kept.size() < KEPT_MAX) {
            kept.add(recording);
        } else {
            kept.set(next, recording);
            next = (next + 1) % KEPT_MAX;
        }
    }

    boolean isEmpty() {
        return kept.isEmpty();
    }

    Recording any(SimRandom random) {
        return kept.get((int) random.below(kept.size()));
    }
}
