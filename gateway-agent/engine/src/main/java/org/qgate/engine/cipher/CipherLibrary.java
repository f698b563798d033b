package org.qgate.engine.cipher;

import org.qgate.linux.libcrypto.AeadAlgorithm;
import org.qgate.linux.libcrypto.AeadCiphers;
import org.qgate.linux.memory.LockedBytes;

/** Who does the combined modes. The others are the Java runtime's in any case. */
public enum CipherLibrary {
    /** OpenSSL's libcrypto 3. */
    LIBCRYPTO {
        @Override
        public boolean has(EspAlgorithm algorithm) {
            return true;
        }

        @Override
        AeadTransform aead(EspAlgorithm algorithm, LockedBytes material, boolean extendedSequence) {
            AeadCiphers ciphers = AeadCiphers.find()
                    .orElseThrow(() -> new IllegalStateException("there is no libcrypto.so.3; install libssl3"));
            return new LibcryptoAead(ciphers, nativeAlgorithm(algorithm), material, extendedSequence);
        }
    },
    /** The provider SunJCE: slower, allocates for each packet, has no CCM. */
    JAVA_RUNTIME {
        @Override
        public boolean has(EspAlgorithm algorithm) {
            return algorithm != EspAlgorithm.AES_CCM_16_128 && algorithm != EspAlgorithm.AES_CCM_16_256;
        }

        @Override
        AeadTransform aead(EspAlgorithm algorithm, LockedBytes material, boolean extendedSequence) {
            return switch (algorithm) {
                case AES_GCM_16_128, AES_GCM_16_256 -> JdkAead.aesGcm(material, extendedSequence);
                case CHACHA20_POLY1305 -> JdkAead.chaCha20Poly1305(material, extendedSequence);
                default -> throw new IllegalArgumentException(this + " has no " + algorithm);
            };
        }
    };

    /** libcrypto where this machine has it. */
    public static CipherLibrary best() {
        return AeadCiphers.find().isPresent() ? LIBCRYPTO : JAVA_RUNTIME;
    }

    /** Whether an SA can have that transform. */
    public abstract boolean has(EspAlgorithm algorithm);

    /** Makes a transform of a combined mode that holds the key and closes it. */
    abstract AeadTransform aead(EspAlgorithm algorithm, LockedBytes material, boolean extendedSequence);

    private static AeadAlgorithm nativeAlgorithm(EspAlgorithm algorithm) {
        return switch (algorithm) {
            case AES_GCM_16_128 -> AeadAlgorithm.AES_128_GCM;
            case AES_GCM_16_256 -> AeadAlgorithm.AES_256_GCM;
            case AES_CCM_16_128 -> AeadAlgorithm.AES_128_CCM;
            case AES_CCM_16_256 -> AeadAlgorithm.AES_256_CCM;
            case CHACHA20_POLY1305 -> AeadAlgorithm.CHACHA20_POLY1305;
            default -> throw new IllegalArgumentException(algorithm + " is no combined mode");
        };
    }
}
