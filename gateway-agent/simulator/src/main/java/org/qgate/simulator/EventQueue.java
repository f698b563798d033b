package org.qgate.simulator;

import java.util.PriorityQueue;

/** The virtual clock: actions by (time, id), so that actions of one instant happen in the order of their planning. */
final class EventQueue {
    /** Bound of planned actions; more mean that the world plans faster than it lives. */
    static final int PENDING_MAX = 100_000;

    private final PriorityQueue<Pending> pending = new PriorityQueue<>();
    private long nowNanos;
    private long nextId;

    private record Pending(long atNanos, long id, Runnable action) implements Comparable<Pending> {
        @Override
        public int compareTo(Pending other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(id, other.id);
        }
    }

    long nowNanos() {
        return nowNanos;
    }

    void at(long atNanos, Runnable action) {
        if (pending.size() >= PENDING_MAX) {
            throw new Violation(Invariant.BOUNDED_QUEUES, PENDING_MAX + " planned actions");
        }
        pending.add(new Pending(Math.max(atNanos, nowNanos), nextId++, action));
    }

    void after(long delayNanos, Runnable action) {
        at(nowNanos + delayNanos, action);
    }

    /** Runs the next action unless it lies beyond {@code untilNanos}; false if there was none. */
    boolean runNext(long untilNanos) {
        Pending next = pending.peek();
        if (next == null || next.atNanos > untilNanos) {
            return false;
        }
        pending.remove();
        nowNanos = next.atNanos;
        next.action.run();
        return true;
    }
}
