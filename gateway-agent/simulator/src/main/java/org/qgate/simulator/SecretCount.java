package org.qgate.simulator;

/** How many secrets one agent holds open. */
final class SecretCount {
    /** Bound: the windows of both directions with the bits on their way. */
    static final int OPEN_MAX = 8192;

    private int open;

    void opened() {
        open++;
        if (open > OPEN_MAX) {
            throw new Violation(Invariant.BOUNDED_QUEUES, open + " secrets open in one agent");
        }
    }

    void closed() {
        open--;
    }

    int open() {
        return open;
    }
}
