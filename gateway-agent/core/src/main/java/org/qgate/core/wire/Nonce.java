package org.qgate.core.wire;

import java.nio.ByteBuffer;

/**
 * Sixteen random bytes that make an exchange fresh; public.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Nonce(long high, long low) {
    /** Bytes of a nonce. */
    public static final int LENGTH = 16;

    /** Reads it from sixteen bytes. */
    public static Nonce of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Nonce(buffer.getLong(), buffer.getLong());
    }

    /** Its sixteen bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
