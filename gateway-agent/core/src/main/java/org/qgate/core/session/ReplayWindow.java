package org.qgate.core.session;

import java.util.BitSet;

/** The sliding window of sequence numbers of decision 13: a number is taken once; numbers below the window never. */
public final class ReplayWindow {
    /** Numbers told apart below the highest seen. */
    public static final int SIZE = 1024;

    private final BitSet seen = new BitSet(SIZE);
    private long highest;

    /** Whether {@code sequence} (from 1) has not been taken and is not too old; changes nothing. */
    public boolean isFresh(long sequence) {
        if (sequence < 1 || sequence <= highest - SIZE) {
            return false;
        }
        return sequence > highest || !seen.get((int) (sequence % SIZE));
    }

    /** Takes a fresh number. */
    public void take(long sequence) {
        if (sequence > highest) {
            long gap = sequence - highest;
            if (gap >= SIZE) {
                seen.clear();
            } else {
                for (long number = highest + 1; number <= sequence; number++) {
                    seen.clear((int) (number % SIZE));
                }
            }
            highest = sequence;
        }
        seen.set((int) (sequence % SIZE));
    }
}
