package org.qgate.simulator;

import java.util.ArrayDeque;
import java.util.Deque;

/** The queue in front of a line of limited rate: packets wait their turn, and those that find it full are dropped. */
final class Bottleneck {
    /** Returned for a packet that finds the queue full. */
    static final long DROPPED = -1;

    private final long bitsPerSecond;
    private final int queueMax;
    private final Deque<Long> departuresNanos = new ArrayDeque<>();
    private long freeAtNanos;
    private long dropped;

    /**
     * An empty queue.
     *
     * @param bitsPerSecond rate of the line
     * @param queueMax packets that may wait, the one on the line included
     */
    Bottleneck(long bitsPerSecond, int queueMax) {
        this.bitsPerSecond = bitsPerSecond;
        this.queueMax = queueMax;
    }

    /** When the last bit of a packet leaves, or {@link #DROPPED}. */
    long leavesAt(long nowNanos, int bytes) {
        while (!departuresNanos.isEmpty() && departuresNanos.peek() <= nowNanos) {
            departuresNanos.remove();
        }
        if (departuresNanos.size() >= queueMax) {
            dropped++;
            return DROPPED;
        }
        freeAtNanos = Math.max(freeAtNanos, nowNanos) + bytes * 8L * Scenario.SECOND / bitsPerSecond;
        departuresNanos.add(freeAtNanos);
        return freeAtNanos;
    }

    long dropped() {
        return dropped;
    }
}
