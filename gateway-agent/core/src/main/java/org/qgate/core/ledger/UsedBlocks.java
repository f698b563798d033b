package org.qgate.core.ledger;

import java.util.BitSet;

/** Remembers which block numbers were used: exactly within a window below the highest, all of them below that. */
final class UsedBlocks {
    /** Numbers remembered one by one. */
    static final int WINDOW = 16_384;

    private final BitSet used = new BitSet(WINDOW);
    private long highest = -1;

    /** Marks a number as used; false if it was used before or is too old to tell. */
    boolean add(long number) {
        if (number <= highest - WINDOW) {
            return false;
        }
        if (number > highest) {
            forget(highest + 1, number);
            highest = number;
        }
        int slot = (int) (number % WINDOW);
        if (used.get(slot)) {
            return false;
        }
        used.set(slot);
        return true;
    }

    private void forget(long from, long to) {
        if (to - from >= WINDOW) {
            used.clear();
            return;
        }
        for (long number = from; number <= to; number++) {
            used.clear((int) (number % WINDOW));
        }
    }
}
