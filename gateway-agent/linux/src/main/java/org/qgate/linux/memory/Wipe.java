package org.qgate.linux.memory;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Zeroing. Stores to a direct buffer and to an array that lives on are not removed by the compiler. */
public final class Wipe {

    private Wipe() {}

    /** Zeroes {@code length} bytes from absolute index {@code from}; position and limit stay. */
    public static void range(ByteBuffer buffer, int from, int length) {
        int index = from;
        int end = from + length;
        for (; index + Long.BYTES <= end; index += Long.BYTES) {
            buffer.putLong(index, 0L);
        }
        for (; index < end; index++) {
            buffer.put(index, (byte) 0);
        }
    }

    /** Zeroes an array. */
    public static void array(byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
    }
}
