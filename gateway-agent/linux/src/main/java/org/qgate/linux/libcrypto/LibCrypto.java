package org.qgate.linux.libcrypto;

import java.util.Optional;
import jnr.ffi.LibraryLoader;

/** Binds libcrypto once; a machine without it has none, which is no error. */
final class LibCrypto {

    /** The name of OpenSSL 3's library; earlier ones lack {@code EVP_CIPHER_fetch}. */
    private static final String NAME = "libcrypto.so.3";

    private static final Optional<Functions> FUNCTIONS = load();

    private LibCrypto() {}

    /** The functions, if this machine has the library. */
    static Optional<Functions> find() {
        return FUNCTIONS;
    }

    private static Optional<Functions> load() {
        try {
            return Optional.of(
                    LibraryLoader.create(Functions.class).failImmediately().load(NAME));
        } catch (UnsatisfiedLinkError e) {
            return Optional.empty();
        }
    }

    /**
     * The C prototypes of {@code openssl/evp.h} and {@code openssl/err.h}, pointers as addresses. jnr-ffi implements this
     * interface from another class loader, therefore it is public within a package-private class.
     */
    public interface Functions {
        long EVP_CIPHER_fetch(long context, String algorithm, long properties);

        long EVP_CIPHER_CTX_new();

        void EVP_CIPHER_CTX_free(long context);

        int EVP_CIPHER_CTX_ctrl(long context, int type, int argument, long pointer);

        int EVP_EncryptInit_ex(long context, long type, long engine, long key, long iv);

        int EVP_EncryptUpdate(long context, long out, long outLength, long in, int inLength);

        int EVP_EncryptFinal_ex(long context, long out, long outLength);

        int EVP_DecryptInit_ex(long context, long type, long engine, long key, long iv);

        int EVP_DecryptUpdate(long context, long out, long outLength, long in, int inLength);

        int EVP_DecryptFinal_ex(long context, long out, long outLength);

        void ERR_clear_error();
    }
}
