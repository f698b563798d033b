package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Big-endian fields in buffers whose own order is the machine's. */
final class NetworkOrder {

    private static final boolean NATIVE = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;

    private NetworkOrder() {}

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
