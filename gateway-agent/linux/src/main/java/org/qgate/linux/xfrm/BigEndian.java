package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Network byte order in buffers whose own order is the machine's. */
final class BigEndian {

    private static final boolean NATIVE = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private BigEndian() {}

    static void putShort(ByteBuffer out, int value) {
        out.putShort(NATIVE ? (short) value : Short.reverseBytes((short) value));
    }

    static void putInt(ByteBuffer out, int value) {
        out.putInt(NATIVE ? value : Integer.reverseBytes(value));
    }

    static void putLong(ByteBuffer out, long value) {
        out.putLong(NATIVE ? value : Long.reverseBytes(value));
    }

    static int getShort(ByteBuffer in, int offset) {
        short value = in.getShort(offset);
        return Short.toUnsignedInt(NATIVE ? value : Short.reverseBytes(value));
    }

    static int getInt(ByteBuffer in, int offset) {
        int value = in.getInt(offset);
        return NATIVE ? value : Integer.reverseBytes(value);
    }

    static long getLong(ByteBuffer in, int offset) {
        long value = in.getLong(offset);
        return NATIVE ? value : Long.reverseBytes(value);
    }
}
