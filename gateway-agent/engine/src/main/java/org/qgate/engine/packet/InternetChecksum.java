package org.qgate.engine.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The checksum of the Internet protocols (RFC 1071), and its change when one word changes (RFC 1624). */
public final class InternetChecksum {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private InternetChecksum() {}

    /**
     * Adds bytes to a running sum; an odd last byte counts as the high half of a word, so only the last piece of a
     * message may be odd. Only what {@link #fold} makes of the sum is defined.
     *
     * @param initial what earlier pieces gave, 0 for the first
     */
    public static long sum(byte[] bytes, int offset, int length, long initial) {
        // The sum does not depend on the order of bytes (RFC 1071 section 2B): taken as the processor reads them.
        long even = 0;
        long odd = 0;
        int index = offset;
        int end = offset + length;
        for (; index + 4 * Long.BYTES <= end; index += 4 * Long.BYTES) {
            long first = (long) WORDS.get(bytes, index);
            long second = (long) WORDS.get(bytes, index + 8);
            long third = (long) WORDS.get(bytes, index + 16);
            long fourth = (long) WORDS.get(bytes, index + 24);
            even += (first & LOW_HALF) + (second & LOW_HALF) + (third & LOW_HALF) + (fourth & LOW_HALF);
            odd += (first >>> Integer.SIZE)
                    + (second >>> Integer.SIZE)
                    + (third >>> Integer.SIZE)
                    + (fourth >>> Integer.SIZE);
        }
        for (; index + Long.BYTES <= end; index += Long.BYTES) {
            long word = (long) WORDS.get(bytes, index);
            even += word & LOW_HALF;
            odd += word >>> Integer.SIZE;
        }
        long rest = 0;
        for (; index + 2 <= end; index += 2) {
            rest += NetworkOrder.getShort(bytes, index);
        }
        if (index < end) {
            rest += (long) NetworkOrder.getByte(bytes, index) << Byte.SIZE;
        }
        int swapped = Short.reverseBytes((short) fold(even + odd)) & 0xFFFF;
        return initial + swapped + rest;
    }

    /** Folds a sum to 16 bits, without complement. */
    public static int fold(long sum) {
        long folded = (sum >>> Integer.SIZE) + (sum & 0xFFFF_FFFFL);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        folded = (folded >>> 16) + (folded & 0xFFFF);
        return (int) folded;
    }

    /** The checksum that belongs into a header with this sum. */
    public static int complement(long sum) {
        return ~fold(sum) & 0xFFFF;
    }

    /** The checksum after one of the summed words went from {@code before} to {@code after} (RFC 1624 equation 3). */
    public static int update(int checksum, int before, int after) {
        return complement((long) (~checksum & 0xFFFF) + (~before & 0xFFFF) + (after & 0xFFFF));
    }
}
