package org.qgate.engine.cipher;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.qgate.engine.packet.NetworkOrder;

/**
 * HMAC-SHA-256-128 (RFC 4868). Written around the digest because {@code javax.crypto.Mac} allocates for each message; the
 * two padded keys are the copy that lives as long as the SA.
 */
final class HmacSha256 implements Integrity {

    private static final int BLOCK_BYTES = 64;
    private static final int DIGEST_BYTES = 32;
    private static final int ICV_BYTES = 16;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final MessageDigest digest;
    private final byte[] innerPad = new byte[BLOCK_BYTES];
    private final byte[] outerPad = new byte[BLOCK_BYTES];
    private final byte[] suffixBytes = new byte[Integer.BYTES];

    /** Takes the key by copy; the caller wipes its own. */
    HmacSha256(byte[] material) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new CipherUnavailableException("SHA-256", e);
        }
        for (int i = 0; i < BLOCK_BYTES; i++) {
            byte part = i < material.length ? material[i] : 0;
            innerPad[i] = (byte) (part ^ INNER);
            outerPad[i] = (byte) (part ^ OUTER);
        }
    }

    @Override
    public int icvBytes() {
        return ICV_BYTES;
    }

    @Override
    public void compute(byte[] message, int offset, int length, int suffix, int trailing, byte[] icv) {
        try {
            digest.update(innerPad);
            digest.update(message, offset, length);
            if (trailing > 0) {
                NetworkOrder.putInt(suffixBytes, 0, suffix);
                digest.update(suffixBytes, 0, trailing);
            }
            digest.digest(icv, 0, DIGEST_BYTES);
            digest.update(outerPad);
            digest.update(icv, 0, DIGEST_BYTES);
            digest.digest(icv, 0, DIGEST_BYTES);
        } catch (DigestException e) {
            throw new CipherUnavailableException("SHA-256", e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(innerPad, (byte) 0);
        Arrays.fill(outerPad, (byte) 0);
        digest.reset();
    }
}
