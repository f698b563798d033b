package org.qgate.simulator;

import java.util.Arrays;

/** Damage on one direction of the path: bits that flip, ends that are missing, bytes too many. */
final class Corruption {
    private static final double PART_MAX = 0.04;
    private static final int EXTRA_BYTES_MAX = 40;

    private final SimRandom random;
    private final Strikes strikes;
    private final double part;
    private boolean healed;

    Corruption(SimRandom random, Strikes strikes, boolean happens) {
        this.random = random;
        this.strikes = strikes;
        this.part = happens ? random.fraction() * PART_MAX : 0;
    }

    /** Whether the next thing on this way is damaged. */
    boolean hits() {
        return !healed && random.chance(part) && strikes.strikes(Fault.CORRUPT);
    }

    /** Other bytes than those that were sent. */
    byte[] damaged(byte[] bytes) {
        int kind = (int) random.below(4);
        if (kind == 0) {
            return Arrays.copyOf(bytes, (int) random.below(bytes.length));
        }
        if (kind == 1) {
            return Arrays.copyOf(bytes, bytes.length + 1 + (int) random.below(EXTRA_BYTES_MAX));
        }
        byte[] flipped = bytes.clone();
        int flips = 1 + (int) random.below(3);
        for (int i = 0; i < flips; i++) {
            int bit = (int) random.below(flipped.length * (long) Byte.SIZE);
            flipped[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
        }
        return Arrays.equals(flipped, bytes) ? Arrays.copyOf(bytes, bytes.length - 1) : flipped;
    }

    void heal() {
        healed = true;
    }
}
