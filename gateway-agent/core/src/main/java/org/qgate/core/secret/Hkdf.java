package org.qgate.core.secret;

import java.util.Arrays;

/** HKDF with SHA-256 (RFC 5869). */
public final class Hkdf {
    private Hkdf() {}

    /**
     * RFC 5869 section 2.2: a pseudorandom key of 32 bytes from input key material; the caller wipes both.
     *
     * @param salt may be empty, which is as good as 32 zero bytes
     */
    public static byte[] extract(byte[] salt, byte[] inputKeyMaterial) {
        // The JDK refuses an empty HMAC key, though HMAC pads it with zeros like any other.
        byte[] key = salt.length == 0 ? new byte[Hmac.LENGTH] : salt;
        return new Hmac(key).add(inputKeyMaterial).finish();
    }

    /** RFC 5869 section 2.3: up to 255 * 32 bytes bound to {@code info}; the caller wipes the result. */
    public static byte[] expand(byte[] pseudorandomKey, byte[] info, int length) {
        if (length < 1 || length > 255 * Hmac.LENGTH) {
            throw new IllegalArgumentException("HKDF cannot give " + length + " bytes");
        }
        Hmac hmac = new Hmac(pseudorandomKey);
        byte[] result = new byte[length];
        byte[] block = new byte[0];
        for (int done = 0, counter = 1; done < length; counter++) {
            byte[] next = hmac.add(block).add(info).add((byte) counter).finish();
            Arrays.fill(block, (byte) 0);
            block = next;
            int part = Math.min(block.length, length - done);
            System.arraycopy(block, 0, result, done, part);
            done += part;
        }
        Arrays.fill(block, (byte) 0);
        return result;
    }
}
