package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.Deque;

/** Which inbound indexes go when: each entry stands for all indexes up to one, in rising order of index and time. */
final class Retirements {
    private final Deque<Entry> entries = new ArrayDeque<>();

    private record Entry(long upToIndex, long atNanos) {}

    /** All up to {@code index} go at {@code atNanos}, unless an earlier entry covers them. */
    void add(long index, long atNanos) {
        if (entries.isEmpty() || entries.getLast().upToIndex < index) {
            entries.addLast(new Entry(index, atNanos));
        }
    }

    /** The highest index that is due, 0 if none is. */
    long takeDue(long nowNanos) {
        long upTo = 0;
        while (!entries.isEmpty() && entries.getFirst().atNanos <= nowNanos) {
            upTo = entries.removeFirst().upToIndex;
        }
        return upTo;
    }

    /** When the first is due, with slack so that deletions share a wake-up. */
    long nextDeadlineNanos() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.getFirst().atNanos + Deadlines.DELETION_SLACK_NANOS;
    }
}
