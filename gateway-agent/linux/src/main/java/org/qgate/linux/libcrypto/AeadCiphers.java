package org.qgate.linux.libcrypto;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.qgate.linux.memory.LockedBytes;

/** The AEAD implementations of libcrypto, looked up once; makes keys for them. Safe for several threads. */
public final class AeadCiphers {

    private static final Optional<AeadCiphers> INSTANCE = LibCrypto.find().flatMap(AeadCiphers::fetch);

    private static final int SET_NONCE_LENGTH = 0x9;
    private static final int SET_TAG = 0x11;

    private final LibCrypto.Functions functions;
    private final Map<AeadAlgorithm, Long> types;

    private AeadCiphers(LibCrypto.Functions functions, Map<AeadAlgorithm, Long> types) {
        this.functions = functions;
        this.types = types;
    }

    /** Those of this machine, or nothing where libcrypto is missing, too old, or configured without one of them. */
    public static Optional<AeadCiphers> find() {
        return INSTANCE;
    }

    private static Optional<AeadCiphers> fetch(LibCrypto.Functions functions) {
        Map<AeadAlgorithm, Long> types = new EnumMap<>(AeadAlgorithm.class);
        for (AeadAlgorithm algorithm : AeadAlgorithm.values()) {
            long type = functions.EVP_CIPHER_fetch(0, algorithm.opensslName(), 0);
            if (type == 0) {
                functions.ERR_clear_error();
                return Optional.empty();
            }
            types.put(algorithm, type);
        }
        return Optional.of(new AeadCiphers(functions, types));
    }

    /**
     * Sets up a key: the key schedule is made here, and only here.
     *
     * @param secret holds the key from {@code from} on; nothing of it is kept but the schedule, until the key is closed
     * @throws IllegalStateException when libcrypto has no memory or refuses the key
     */
    public AeadKey key(AeadAlgorithm algorithm, LockedBytes secret, int from) {
        long sealing = context(algorithm, secret, from, functions::EVP_EncryptInit_ex);
        if (!algorithm.tellsLengthsFirst()) {
            return new AeadKey(functions, sealing, sealing, false);
        }
        try {
            return new AeadKey(
                    functions, sealing, context(algorithm, secret, from, functions::EVP_DecryptInit_ex), true);
        } catch (IllegalStateException e) {
            functions.EVP_CIPHER_CTX_free(sealing);
            throw e;
        }
    }

    /** {@code EVP_EncryptInit_ex} or {@code EVP_DecryptInit_ex}. */
    @FunctionalInterface
    private interface Init {
        int call(long context, long type, long engine, long key, long iv);
    }

    private long context(AeadAlgorithm algorithm, LockedBytes secret, int from, Init init) {
        long context = functions.EVP_CIPHER_CTX_new();
        if (context == 0) {
            throw new IllegalStateException("libcrypto has no memory for a cipher");
        }
        long type = types.getOrDefault(algorithm, 0L);
        boolean done = false;
        try {
            // The type is named once: to name it again would reset the lengths.
            done = init.call(context, type, 0, 0, 0) == 1
                    && (!algorithm.tellsLengthsFirst() || setLengths(algorithm, context))
                    && secret.lend(from, algorithm.keyBytes(), address -> init.call(context, 0, 0, address, 0) == 1);
        } finally {
            if (!done) {
                functions.EVP_CIPHER_CTX_free(context);
                functions.ERR_clear_error();
            }
        }
        if (!done) {
            throw new IllegalStateException("libcrypto refuses a key of " + algorithm);
        }
        return context;
    }

    private boolean setLengths(AeadAlgorithm algorithm, long context) {
        return functions.EVP_CIPHER_CTX_ctrl(context, SET_NONCE_LENGTH, algorithm.nonceBytes(), 0) == 1
                && functions.EVP_CIPHER_CTX_ctrl(context, SET_TAG, AeadKey.TAG_BYTES, 0) == 1;
    }
}
