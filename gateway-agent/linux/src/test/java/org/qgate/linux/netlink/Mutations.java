package org.qgate.linux.netlink;

import java.util.Arrays;
import java.util.Random;

/** Spoils bytes: cuts, flips, overwrites, and values that parsers stumble over. */
public final class Mutations {

    private static final int[] ODD = {0, 1, 3, 4, 0x7F, 0x80, 0xFF};

    private Mutations() {}

    /** A spoilt copy; the same for the same random numbers. */
    public static byte[] of(byte[] good, Random random) {
        byte[] bytes = good.clone();
        int changes = random.nextInt(6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(3)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                default -> bytes[at] = (byte) ODD[random.nextInt(ODD.length)];
            }
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 8)) : bytes;
    }
}
