package org.qgate.engine.cipher;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.memory.LockedBytes;

/** Combined modes by the Java runtime, for machines without libcrypto. It asks for a copy of the key at each packet. */
final class JdkAead implements AeadTransform {

    private static final int SALT_BYTES = 4;
    private static final int NONCE_BYTES = SALT_BYTES + IV_BYTES;

    private final LockedBytes material;
    private final LockedKey cipherKey;
    private final String name;
    private final Function<byte[], AlgorithmParameterSpec> parameters;
    private final Cipher cipher;
    private final byte[] nonce = new byte[NONCE_BYTES];
    private final byte[] extendedAad = new byte[EXTENDED_AAD_BYTES];
    private final boolean extendedSequence;

    private JdkAead(
            LockedBytes material,
            String name,
            LockedKey cipherKey,
            Function<byte[], AlgorithmParameterSpec> parameters,
            boolean extendedSequence) {
        this.material = material;
        this.name = name;
        this.cipherKey = cipherKey;
        this.parameters = parameters;
        this.extendedSequence = extendedSequence;
        try {
            this.cipher = Cipher.getInstance(name);
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(name, e);
        }
        material.copyRangeTo(
                material.length() - SALT_BYTES, SALT_BYTES, java.nio.ByteBuffer.wrap(nonce, 0, SALT_BYTES));
    }

    static JdkAead aesGcm(LockedBytes material, boolean extendedSequence) {
        LockedKey key = new LockedKey(material, 0, material.length() - SALT_BYTES, "AES");
        return new JdkAead(
                material,
                "AES/GCM/NoPadding",
                key,
                nonce -> new GCMParameterSpec(ICV_BYTES * Byte.SIZE, nonce),
                extendedSequence);
    }

    static JdkAead chaCha20Poly1305(LockedBytes material, boolean extendedSequence) {
        LockedKey key = new LockedKey(material, 0, material.length() - SALT_BYTES, "ChaCha20");
        return new JdkAead(material, "ChaCha20-Poly1305", key, IvParameterSpec::new, extendedSequence);
    }

    @Override
    public void sealWithIv(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence) {
        try {
            start(Cipher.ENCRYPT_MODE, esp, espOffset, sequence);
            cipher.doFinal(plain, plainOffset, plainLength, esp, espOffset + HEADER_BYTES + IV_BYTES);
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(name, e);
        }
    }

    @Override
    public boolean open(byte[] esp, int espOffset, int espLength, byte[] plain, int plainOffset, long sequence) {
        try {
            start(Cipher.DECRYPT_MODE, esp, espOffset, sequence);
            int from = espOffset + HEADER_BYTES + IV_BYTES;
            cipher.doFinal(esp, from, espLength - HEADER_BYTES - IV_BYTES, plain, plainOffset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(name, e);
        }
    }

    private void start(int mode, byte[] esp, int espOffset, long sequence) throws GeneralSecurityException {
        System.arraycopy(esp, espOffset + HEADER_BYTES, nonce, SALT_BYTES, IV_BYTES);
        initialise(mode);
        if (extendedSequence) {
            System.arraycopy(esp, espOffset, extendedAad, 0, Integer.BYTES);
            NetworkOrder.putLong(extendedAad, Integer.BYTES, sequence);
            cipher.updateAAD(extendedAad, 0, EXTENDED_AAD_BYTES);
        } else {
            cipher.updateAAD(esp, espOffset, HEADER_BYTES);
        }
    }

    /**
     * ChaCha20 of the JDK refuses the nonce of the call before even when it decrypts. A forged packet could so keep out
     * the genuine one behind it; another nonce in between makes it forget.
     */
    private void initialise(int mode) throws InvalidKeyException, InvalidAlgorithmParameterException {
        try {
            cipher.init(mode, cipherKey, parameters.apply(nonce));
        } catch (InvalidKeyException e) {
            if (mode == Cipher.ENCRYPT_MODE) {
                throw e;
            }
            byte[] other = nonce.clone();
            other[NONCE_BYTES - 1] ^= 1;
            cipher.init(mode, cipherKey, parameters.apply(other));
            cipher.init(mode, cipherKey, parameters.apply(nonce));
        }
    }

    @Override
    public void close() {
        java.util.Arrays.fill(nonce, (byte) 0);
        try {
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    LockedKey.zero(cipherKey.length(), cipherKey.getAlgorithm()),
                    parameters.apply(nonce));
        } catch (GeneralSecurityException e) {
            throw new CipherUnavailableException(name, e);
        } finally {
            material.close();
        }
    }
}
