package org.qgate.engine.cipher;

import javax.crypto.SecretKey;
import org.qgate.linux.memory.LockedBytes;

/**
 * A part of a locked secret as the JDK's ciphers take it. They ask for a copy at each use and zero it themselves; what
 * they keep is overwritten when the cipher is closed with {@link #zero}.
 */
final class LockedKey implements SecretKey {

    private final transient LockedBytes secret;
    private final int from;
    private final int length;
    private final String algorithm;

    LockedKey(LockedBytes secret, int from, int length, String algorithm) {
        this.secret = secret;
        this.from = from;
        this.length = length;
        this.algorithm = algorithm;
    }

    /** A key of zeros, to overwrite a real one within a cipher. */
    static SecretKey zero(int length, String algorithm) {
        return new javax.crypto.spec.SecretKeySpec(new byte[length], algorithm);
    }

    int length() {
        return length;
    }

    @Override
    public String getAlgorithm() {
        return algorithm;
    }

    @Override
    public String getFormat() {
        return "RAW";
    }

    /** A copy, which the caller zeroes. */
    @Override
    public byte[] getEncoded() {
        byte[] copy = new byte[length];
        secret.copyRangeTo(from, length, java.nio.ByteBuffer.wrap(copy));
        return copy;
    }

    @Override
    public String toString() {
        return "LockedKey(redacted)";
    }
}
