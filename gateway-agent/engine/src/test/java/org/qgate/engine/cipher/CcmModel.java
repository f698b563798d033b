package org.qgate.engine.cipher;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/** CCM written down as NIST SP 800-38C and RFC 3610 say it, block by block; slow, and shares nothing with libcrypto. */
final class CcmModel {
    private static final int BLOCK = 16;

    private final Cipher aes;

    CcmModel(byte[] key) {
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ciphertext and tag. {@code aad} has 1 to 65279 bytes, {@code plain} fewer than 65536. */
    byte[] seal(byte[] nonce, byte[] aad, byte[] plain, int tagBytes) {
        byte[] tag = xored(mac(nonce, aad, plain, tagBytes), stream(nonce, 0));
        byte[] out = Arrays.copyOf(plain, plain.length + tagBytes);
        for (int block = 0; block * BLOCK < plain.length; block++) {
            byte[] stream = stream(nonce, block + 1);
            for (int i = block * BLOCK; i < Math.min(plain.length, (block + 1) * BLOCK); i++) {
                out[i] ^= stream[i % BLOCK];
            }
        }
        System.arraycopy(tag, 0, out, plain.length, tagBytes);
        return out;
    }

    private byte[] mac(byte[] nonce, byte[] aad, byte[] plain, int tagBytes) {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        byte[] first = numbered(nonce, plain.length);
        first[0] |= (byte) (0x40 | (((tagBytes - 2) / 2) << 3));
        blocks.writeBytes(first);
        blocks.write(aad.length >> 8);
        blocks.write(aad.length);
        blocks.writeBytes(aad);
        blocks.writeBytes(new byte[-blocks.size() & (BLOCK - 1)]);
        blocks.writeBytes(plain);
        blocks.writeBytes(new byte[-blocks.size() & (BLOCK - 1)]);
        byte[] all = blocks.toByteArray();
        byte[] state = new byte[BLOCK];
        for (int at = 0; at < all.length; at += BLOCK) {
            state = encrypted(xored(state, Arrays.copyOfRange(all, at, at + BLOCK)));
        }
        return state;
    }

    private byte[] stream(byte[] nonce, int counter) {
        return encrypted(numbered(nonce, counter));
    }

    private static byte[] numbered(byte[] nonce, int number) {
        byte[] block = new byte[BLOCK];
        block[0] = (byte) (BLOCK - 2 - nonce.length);
        System.arraycopy(nonce, 0, block, 1, nonce.length);
        block[BLOCK - 2] = (byte) (number >> 8);
        block[BLOCK - 1] = (byte) number;
        return block;
    }

    private byte[] encrypted(byte[] block) {
        try {
            return aes.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] xored(byte[] one, byte[] other) {
        byte[] out = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            out[i] = (byte) (one[i] ^ other[i]);
        }
        return out;
    }
}
