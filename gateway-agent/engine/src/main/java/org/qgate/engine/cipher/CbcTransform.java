package org.qgate.engine.cipher;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.function.Function;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.memory.LockedBytes;

/**
 * AES-CBC, then a separate integrity code over everything before it (RFC 4303 section 3.3.2).
 *
 * <p>The cipher is initialised once with a zero IV. A packet's IV is the sequence number encrypted as a block of its own
 * in front of the payload, which is what NIST SP 800-38A appendix C asks for: unpredictable, and never twice. The receiver
 * decrypts from the IV on and drops the first block, so neither side sets up an IV for each packet.
 */
final class CbcTransform implements EspTransform {

    private static final int BLOCK_BYTES = 16;
    private static final int HEADER_BYTES = EspAlgorithm.ESP_HEADER_BYTES;
    private static final int ICV_SCRATCH_BYTES = 32;
    private static final String NAME = "AES/CBC/NoPadding";

    private final LockedBytes material;
    private final int cipherKeyBytes;
    private final Cipher encryption;
    private final Cipher decryption;
    private final Integrity integrity;
    private final int trailing;
    private final byte[] icv = new byte[ICV_SCRATCH_BYTES];

    private CbcTransform(LockedBytes material, int cipherKeyBytes, Integrity integrity, boolean extendedSequence) {
        this.material = material;
        this.cipherKeyBytes = cipherKeyBytes;
        this.integrity = integrity;
        this.trailing = extendedSequence ? Integer.BYTES : 0;
        try {
            encryption = Cipher.getInstance(NAME);
            decryption = Cipher.getInstance(NAME);
            LockedKey key = new LockedKey(material, 0, cipherKeyBytes, "AES");
            encryption.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK_BYTES]));
            decryption.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[BLOCK_BYTES]));
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(NAME, e);
        }
    }

    static CbcTransform withHmac(LockedBytes material, int cipherKeyBytes, boolean extendedSequence) {
        return new CbcTransform(
                material, cipherKeyBytes, integrity(material, cipherKeyBytes, HmacSha256::new), extendedSequence);
    }

    static CbcTransform withXcbc(LockedBytes material, int cipherKeyBytes, boolean extendedSequence) {
        return new CbcTransform(
                material, cipherKeyBytes, integrity(material, cipherKeyBytes, AesXcbcMac::new), extendedSequence);
    }

    private static Integrity integrity(LockedBytes material, int from, Function<byte[], Integrity> maker) {
        byte[] copy = new byte[material.length() - from];
        try {
            material.copyRangeTo(from, copy.length, ByteBuffer.wrap(copy));
            return maker.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    @Override
    public void seal(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence) {
        NetworkOrder.putLong(plain, plainOffset - BLOCK_BYTES, 0);
        NetworkOrder.putLong(plain, plainOffset - Long.BYTES, sequence);
        sealWithIvSource(plain, plainOffset, plainLength, esp, espOffset, sequence);
    }

    /** Seals with the encryption of the block in front of the plaintext as IV. */
    void sealWithIvSource(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence) {
        try {
            encryption.doFinal(
                    plain, plainOffset - BLOCK_BYTES, plainLength + BLOCK_BYTES, esp, espOffset + HEADER_BYTES);
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(NAME, e);
        }
        int authenticated = HEADER_BYTES + BLOCK_BYTES + plainLength;
        integrity.compute(esp, espOffset, authenticated, upper(sequence), trailing, icv);
        System.arraycopy(icv, 0, esp, espOffset + authenticated, integrity.icvBytes());
    }

    @Override
    public boolean open(byte[] esp, int espOffset, int espLength, byte[] plain, int plainOffset, long sequence) {
        int authenticated = espLength - integrity.icvBytes();
        integrity.compute(esp, espOffset, authenticated, upper(sequence), trailing, icv);
        if (!matches(esp, espOffset + authenticated)) {
            return false;
        }
        try {
            int from = espOffset + HEADER_BYTES;
            decryption.doFinal(esp, from, authenticated - HEADER_BYTES, plain, plainOffset - BLOCK_BYTES);
            return true;
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(NAME, e);
        }
    }

    /** Takes the same time wherever they differ. */
    private boolean matches(byte[] esp, int offset) {
        int difference = 0;
        for (int i = 0; i < integrity.icvBytes(); i++) {
            difference |= icv[i] ^ esp[offset + i];
        }
        return difference == 0;
    }

    private static int upper(long sequence) {
        return (int) (sequence >>> Integer.SIZE);
    }

    @Override
    public void close() {
        try {
            IvParameterSpec iv = new IvParameterSpec(new byte[BLOCK_BYTES]);
            encryption.init(Cipher.ENCRYPT_MODE, LockedKey.zero(cipherKeyBytes, "AES"), iv);
            decryption.init(Cipher.DECRYPT_MODE, LockedKey.zero(cipherKeyBytes, "AES"), iv);
            integrity.close();
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(NAME, e);
        } finally {
            material.close();
        }
    }
}
