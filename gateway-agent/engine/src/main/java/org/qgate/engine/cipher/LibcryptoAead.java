package org.qgate.engine.cipher;

import java.nio.ByteBuffer;
import org.qgate.linux.libcrypto.AeadAlgorithm;
import org.qgate.linux.libcrypto.AeadCiphers;
import org.qgate.linux.libcrypto.AeadKey;
import org.qgate.linux.memory.LockedBytes;

/** Combined modes by OpenSSL. The key goes from locked memory into a key schedule once, and a packet allocates nothing. */
final class LibcryptoAead implements AeadTransform {

    private final LockedBytes material;
    private final AeadKey key;
    private final int salt;
    private final int saltBytes;
    private final boolean extendedSequence;

    LibcryptoAead(AeadCiphers ciphers, AeadAlgorithm algorithm, LockedBytes material, boolean extendedSequence) {
        this.material = material;
        this.extendedSequence = extendedSequence;
        this.saltBytes = material.length() - algorithm.keyBytes();
        ByteBuffer low = ByteBuffer.allocate(SALT_BYTES_MAX).position(SALT_BYTES_MAX - saltBytes);
        material.copyRangeTo(algorithm.keyBytes(), saltBytes, low);
        this.salt = low.getInt(0);
        this.key = ciphers.key(algorithm, material, 0);
    }

    @Override
    public void sealWithIv(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence) {
        AeadWorkspace workspace = AeadWorkspace.ofThread();
        workspace.start(salt, saltBytes, esp, espOffset, extendedSequence, sequence);
        workspace.load(plain, plainOffset, plainLength);
        key.seal(workspace.message(plainLength));
        workspace.store(esp, espOffset + HEADER_BYTES + IV_BYTES, plainLength + ICV_BYTES);
    }

    @Override
    public boolean open(byte[] esp, int espOffset, int espLength, byte[] plain, int plainOffset, long sequence) {
        int encrypted = espLength - HEADER_BYTES - IV_BYTES - ICV_BYTES;
        AeadWorkspace workspace = AeadWorkspace.ofThread();
        workspace.start(salt, saltBytes, esp, espOffset, extendedSequence, sequence);
        workspace.load(esp, espOffset + HEADER_BYTES + IV_BYTES, encrypted + ICV_BYTES);
        boolean authentic = key.open(workspace.message(encrypted));
        if (authentic) {
            workspace.store(plain, plainOffset, encrypted);
        }
        return authentic;
    }

    @Override
    public void close() {
        key.close();
        material.close();
    }

    @Override
    public String toString() {
        return "LibcryptoAead(redacted)";
    }
}
