package org.qgate.engine.packet;

/** The checksum of the Internet protocols (RFC 1071), and its change when one word changes (RFC 1624). */
public final class InternetChecksum {

    private InternetChecksum() {}

    /**
     * Adds bytes to a running sum; an odd last byte counts as the high half of a word, so only the last piece of a
     * message may be odd.
     *
     * @param initial what earlier pieces gave, 0 for the first
     */
    public static long sum(byte[] bytes, int offset, int length, long initial) {
        long sum = initial;
        int index = offset;
        int end = offset + length;
        for (; index + Long.BYTES <= end; index += Long.BYTES) {
            long word = NetworkOrder.getLong(bytes, index);
            sum += (word >>> Integer.SIZE) + (word & 0xFFFF_FFFFL);
        }
        for (; index + 2 <= end; index += 2) {
            sum += NetworkOrder.getShort(bytes, index);
        }
        if (index < end) {
            sum += (long) NetworkOrder.getByte(bytes, index) << 8;
        }
        return sum;
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
