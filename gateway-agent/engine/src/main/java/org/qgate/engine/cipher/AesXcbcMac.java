package org.qgate.engine.cipher;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;

/** AES-XCBC-MAC-96 (RFC 3566): CBC-MAC under a derived key, with the last block masked by another. */
final class AesXcbcMac implements Integrity {

    private static final int BLOCK_BYTES = 16;
    private static final int ICV_BYTES = 12;
    private static final int SCRATCH_BYTES = IpHeader.PACKET_BYTES_MAX + 2 * BLOCK_BYTES;
    private static final String NAME = "AES/CBC/NoPadding";

    private final Cipher chain;
    private final byte[] wholeMask;
    private final byte[] paddedMask;
    private byte[] input = new byte[2048];
    private byte[] output = new byte[2048];

    /** Takes the key by copy; the caller wipes its own. */
    AesXcbcMac(byte[] material) {
        try {
            Cipher block = Cipher.getInstance("AES/ECB/NoPadding");
            block.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(material, "AES"));
            byte[] derived = derive(block, (byte) 1);
            wholeMask = derive(block, (byte) 2);
            paddedMask = derive(block, (byte) 3);
            block.init(Cipher.ENCRYPT_MODE, LockedKey.zero(BLOCK_BYTES, "AES"));
            chain = Cipher.getInstance(NAME);
            chain.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(derived, "AES"), zeroIv());
            Arrays.fill(derived, (byte) 0);
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException("AES-XCBC-MAC", e);
        }
    }

    private static byte[] derive(Cipher block, byte filler) throws GeneralSecurityException {
        byte[] constant = new byte[BLOCK_BYTES];
        Arrays.fill(constant, filler);
        return block.doFinal(constant);
    }

    private static IvParameterSpec zeroIv() {
        return new IvParameterSpec(new byte[BLOCK_BYTES]);
    }

    @Override
    public int icvBytes() {
        return ICV_BYTES;
    }

    @Override
    public void compute(byte[] message, int offset, int length, int suffix, int trailing, byte[] icv) {
        int total = length + trailing;
        int blocks = Math.max(1, (total + BLOCK_BYTES - 1) / BLOCK_BYTES);
        int padded = blocks * BLOCK_BYTES;
        reserve(padded + Integer.BYTES);
        System.arraycopy(message, offset, input, 0, length);
        NetworkOrder.putInt(input, length, suffix);
        byte[] mask = wholeMask;
        if (total < padded) {
            Arrays.fill(input, total, padded, (byte) 0);
            input[total] = (byte) 0x80;
            mask = paddedMask;
        }
        int last = padded - BLOCK_BYTES;
        for (int i = 0; i < BLOCK_BYTES; i++) {
            input[last + i] ^= mask[i];
        }
        try {
            chain.doFinal(input, 0, padded, output, 0);
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException("AES-XCBC-MAC", e);
        }
        System.arraycopy(output, last, icv, 0, BLOCK_BYTES);
    }

    private void reserve(int bytes) {
        if (bytes > input.length) {
            input = new byte[SCRATCH_BYTES];
            output = new byte[SCRATCH_BYTES];
        }
    }

    @Override
    public void close() {
        Arrays.fill(wholeMask, (byte) 0);
        Arrays.fill(paddedMask, (byte) 0);
        Arrays.fill(input, (byte) 0);
        Arrays.fill(output, (byte) 0);
        try {
            chain.init(Cipher.ENCRYPT_MODE, LockedKey.zero(BLOCK_BYTES, "AES"), zeroIv());
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(NAME, e);
        }
    }
}
