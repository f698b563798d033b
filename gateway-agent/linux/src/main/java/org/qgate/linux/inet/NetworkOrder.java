package org.qgate.linux.inet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Fields in network byte order, in buffers whose own order is the machine's. */
public final class NetworkOrder {

    private static final boolean NATIVE = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private NetworkOrder() {}

    /** Appends the low 16 bits of {@code value}. */
    public static void putShort(ByteBuffer out, int value) {
        out.putShort(NATIVE ? (short) value : Short.reverseBytes((short) value));
    }

    /** Appends 32 bits. */
    public static void putInt(ByteBuffer out, int value) {
        out.putInt(NATIVE ? value : Integer.reverseBytes(value));
    }

    /** Appends 64 bits. */
    public static void putLong(ByteBuffer out, long value) {
        out.putLong(NATIVE ? value : Long.reverseBytes(value));
    }

    /** An unsigned 16-bit number at {@code offset}. */
    public static int getShort(ByteBuffer in, int offset) {
        short value = in.getShort(offset);
        return Short.toUnsignedInt(NATIVE ? value : Short.reverseBytes(value));
    }

    /** A 32-bit number at {@code offset}. */
    public static int getInt(ByteBuffer in, int offset) {
        int value = in.getInt(offset);
        return NATIVE ? value : Integer.reverseBytes(value);
    }

    /** A 64-bit number at {@code offset}. */
    public static long getLong(ByteBuffer in, int offset) {
        long value = in.getLong(offset);
        return NATIVE ? value : Long.reverseBytes(value);
    }
}
