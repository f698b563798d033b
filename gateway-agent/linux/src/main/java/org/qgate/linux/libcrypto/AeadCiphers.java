package org.qgate.linux.libcrypto;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.qgate.linux.memory.LockedBytes;

/** The AEAD implementations of libcrypto, looked up once; makes keys for them. Safe for several threads. */
public final class AeadCiphers {

    private static final Optional<AeadCiphers> INSTANCE = LibCrypto.find().flatMap(AeadCiphers::fetch);

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
        long context = functions.EVP_CIPHER_CTX_new();
        if (context == 0) {
            throw new IllegalStateException("libcrypto has no memory for a cipher");
        }
        long type = types.getOrDefault(algorithm, 0L);
        boolean done = false;
        try {
            done = secret.lend(
                    from,
                    algorithm.keyBytes(),
                    address -> functions.EVP_EncryptInit_ex(context, type, 0, address, 0) == 1);
        } finally {
            if (!done) {
                functions.EVP_CIPHER_CTX_free(context);
                functions.ERR_clear_error();
            }
        }
        if (!done) {
            throw new IllegalStateException("libcrypto refuses a key of " + algorithm);
        }
        return new AeadKey(functions, context);
    }
}
