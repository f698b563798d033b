package org.qgate.core.wire;

import java.nio.ByteBuffer;

/**
 * Sixteen bytes that make an exchange fresh; public.
 *
 * <p>All of them are random, or only the first eight: an end that speaks more than the protocol's first version says in the last
 * eight of a HELLO's nonce which version is its newest. The first version has no field for that, but both tags cover the nonce.
 *
 * @param high the first eight bytes
 * @param low the last eight bytes
 */
public record Nonce(long high, long low) {
    /** Bytes of a nonce. */
    public static final int LENGTH = 16;

    /** {@code qgate v} in ASCII; the byte behind it is a version. */
    private static final long VERSION_MARK = 0x7167_6174_6520_7600L;

    private static final long VERSION_MASK = 0xff;

    /** Reads it from sixteen bytes. */
    public static Nonce of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Nonce(buffer.getLong(), buffer.getLong());
    }

    /** The nonce of a HELLO whose proposer's newest version is above the first. */
    public static Nonce telling(int newestVersion, long random) {
        return new Nonce(random, VERSION_MARK | newestVersion);
    }

    /** The newest version that the proposer of a HELLO says it speaks, 0 if it says none. */
    public int newestVersion() {
        return (low & ~VERSION_MASK) == VERSION_MARK ? (int) (low & VERSION_MASK) : 0;
    }

    /** Its sixteen bytes. */
    public byte[] bytes() {
        return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
    }
}
