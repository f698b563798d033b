package org.qgate.linux.libcrypto;

/**
 * A key within libcrypto, ready to seal and open. All memory is passed by address and must be valid native memory: a wrong
 * one ends the process. For one thread at a time, also {@link #close}; after that every use throws.
 */
public final class AeadKey implements AutoCloseable {

    /** Bytes of a tag. */
    public static final int TAG_BYTES = 16;

    private static final int GET_TAG = 0x10;
    private static final int SET_TAG = 0x11;
    private static final int DONE = 1;

    private final LibCrypto.Functions functions;
    private final boolean lengthFirst;
    private final long sealing;
    private final long opening;
    private boolean closed;

    /** Takes over the contexts for either direction, which may be one. */
    AeadKey(LibCrypto.Functions functions, long sealing, long opening, boolean lengthFirst) {
        this.functions = functions;
        this.sealing = sealing;
        this.opening = opening;
        this.lengthFirst = lengthFirst;
    }

    /** Where the parts of a message lie. Reused from message to message by its owner. */
    public static final class Message {
        private long nonce;
        private long aad;
        private int aadBytes;
        private long in;
        private int inBytes;
        private long out;
        private final long lengthResult;

        /**
         * Fixes what stays from message to message.
         *
         * @param lengthResult address of 4 bytes that libcrypto may write
         */
        public Message(long lengthResult) {
            this.lengthResult = lengthResult;
        }

        /** Where the nonce is, as long as the algorithm's. Returns this. */
        public Message nonce(long address) {
            nonce = address;
            return this;
        }

        /** Bytes that are authenticated but not encrypted. Returns this. */
        public Message aad(long address, int bytes) {
            aad = address;
            aadBytes = bytes;
            return this;
        }

        /**
         * What is sealed or opened, and where the result goes. Returns this.
         *
         * @param bytes without the tag
         * @param outAddress the same address or memory that does not overlap; sealing writes the tag behind
         */
        public Message data(long inAddress, int bytes, long outAddress) {
            in = inAddress;
            inBytes = bytes;
            out = outAddress;
            return this;
        }
    }

    /**
     * Encrypts, and writes the tag behind the ciphertext.
     *
     * @throws IllegalStateException when libcrypto fails
     */
    public void seal(Message message) {
        requireOpen();
        long key = sealing;
        boolean done = functions.EVP_EncryptInit_ex(key, 0, 0, 0, message.nonce) == DONE
                && (!lengthFirst
                        || functions.EVP_EncryptUpdate(key, 0, message.lengthResult, 0, message.inBytes) == DONE)
                && functions.EVP_EncryptUpdate(key, 0, message.lengthResult, message.aad, message.aadBytes) == DONE
                && functions.EVP_EncryptUpdate(key, message.out, message.lengthResult, message.in, message.inBytes)
                        == DONE
                && functions.EVP_EncryptFinal_ex(key, message.out + message.inBytes, message.lengthResult) == DONE
                && functions.EVP_CIPHER_CTX_ctrl(key, GET_TAG, TAG_BYTES, message.out + message.inBytes) == DONE;
        if (!done) {
            functions.ERR_clear_error();
            throw new IllegalStateException("libcrypto cannot seal a message of " + message.inBytes + " bytes");
        }
    }

    /**
     * Decrypts and compares the tag, which lies behind the ciphertext.
     *
     * @return whether the message is authentic; if not, what was written to {@code out} is worthless
     * @throws IllegalStateException when libcrypto fails
     */
    public boolean open(Message message) {
        requireOpen();
        long key = opening;
        boolean done = functions.EVP_DecryptInit_ex(key, 0, 0, 0, message.nonce) == DONE
                && functions.EVP_CIPHER_CTX_ctrl(key, SET_TAG, TAG_BYTES, message.in + message.inBytes) == DONE
                && (!lengthFirst
                        || functions.EVP_DecryptUpdate(key, 0, message.lengthResult, 0, message.inBytes) == DONE)
                && functions.EVP_DecryptUpdate(key, 0, message.lengthResult, message.aad, message.aadBytes) == DONE;
        if (!done) {
            functions.ERR_clear_error();
            throw new IllegalStateException("libcrypto cannot open a message of " + message.inBytes + " bytes");
        }
        boolean authentic =
                functions.EVP_DecryptUpdate(key, message.out, message.lengthResult, message.in, message.inBytes) == DONE
                        && functions.EVP_DecryptFinal_ex(key, message.out + message.inBytes, message.lengthResult)
                                == DONE;
        if (!authentic) {
            functions.ERR_clear_error();
        }
        return authentic;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("a key of libcrypto is used after it was closed");
        }
    }

    /** Zeroes the key schedules and frees them; a second call does nothing. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        functions.EVP_CIPHER_CTX_free(sealing);
        if (opening != sealing) {
            functions.EVP_CIPHER_CTX_free(opening);
        }
    }

    @Override
    public String toString() {
        return "AeadKey(redacted)";
    }
}
