package org.qgate.core.wire;

import java.util.BitSet;

/**
 * The void indexes above a retirement point; bit 0 stands for the first index above it. Immutable.
 */
public final class VoidSet {
    /** No index is void. */
    public static final VoidSet NONE = new VoidSet(new BitSet());
    /** Only the first index above the retirement point is void. */
    public static final VoidSet FIRST = of(new byte[] {1});
    /** Bound of a credit's window, and so of the bits: {@value}. */
    public static final int WINDOW_MAX = 2048;

    private final BitSet bits;

    /** Takes a copy. */
    public VoidSet(BitSet bits) {
        if (bits.length() > WINDOW_MAX) {
            throw new IllegalArgumentException(bits.length() + " void bits exceed the window of " + WINDOW_MAX);
        }
        this.bits = (BitSet) bits.clone();
    }

    /** The bytes of a bitmap, least significant bit first, without trailing zero bytes. */
    public byte[] bytes() {
        return bits.toByteArray();
    }

    /** Reads what {@link #bytes} gave. */
    public static VoidSet of(byte[] bytes) {
        return new VoidSet(BitSet.valueOf(bytes));
    }

    /** How far above the retirement point the highest void index lies, 0 if none is void. */
    public int span() {
        return bits.length();
    }

    /** Bytes of the bitmap. */
    int byteCount() {
        return (bits.length() + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Whether {@code index} is void, given the retirement point. */
    public boolean contains(long index, long retirementPoint) {
        long bit = index - retirementPoint - 1;
        return bit >= 0 && bit < WINDOW_MAX && bits.get((int) bit);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VoidSet set && bits.equals(set.bits);
    }

    @Override
    public int hashCode() {
        return bits.hashCode();
    }

    @Override
    public String toString() {
        return bits.toString();
    }
}
