package org.qgate.core.secret;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA-256 under one key, for as long as that key is in use.
 *
 * <p>The JDK keeps a heap copy of the key inside; an instance must be dropped when its key goes.
 */
public final class Hmac {
    /** Bytes of a full result. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;

    /** Keys the MAC; {@code key} may be wiped afterwards. */
    public Hmac(byte[] key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks " + ALGORITHM, e);
        }
    }

    /** Adds input. */
    public Hmac add(byte[] input) {
        mac.update(input);
        return this;
    }

    /** Adds a part of {@code input}. */
    public Hmac add(byte[] input, int offset, int length) {
        mac.update(input, offset, length);
        return this;
    }

    /** Adds a number as eight bytes, most significant first. */
    public Hmac add(long number) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            mac.update((byte) (number >>> shift));
        }
        return this;
    }

    /** Adds one byte. */
    public Hmac add(byte input) {
        mac.update(input);
        return this;
    }

    /** The result over all that was added; the instance is ready for the next message. */
    public byte[] finish() {
        return mac.doFinal();
    }

    /** The first {@code length} bytes of the result. */
    public byte[] finish(int length) {
        return java.util.Arrays.copyOf(finish(), length);
    }

    /** Compares in constant time. */
    public static boolean equal(byte[] a, byte[] b) {
        return MessageDigest.isEqual(a, b);
    }

    @Override
    public String toString() {
        return "Hmac[redacted]";
    }
}
