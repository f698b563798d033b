package org.qgate.engine.cipher;

/**
 * Encryption and integrity of one SA. Holds its key and its cipher instances for the SA's life, so the key schedule is
 * made once. For one thread at a time; the SA sees to that.
 *
 * <p>Plaintext buffers need {@link #PLAIN_HEADROOM_BYTES} bytes in front that a transform may overwrite: CBC lets its IV
 * pass through the cipher as a block of its own.
 */
interface EspTransform extends AutoCloseable {

    /** Bytes in front of the plaintext that belong to the transform. */
    int PLAIN_HEADROOM_BYTES = 16;

    /**
     * Encrypts and authenticates. {@code esp} has SPI and sequence number at {@code espOffset}; behind them IV,
     * ciphertext and ICV are written.
     *
     * @param plain payload, padding and trailer, {@code plainLength} bytes from {@code plainOffset}
     * @param sequence the whole 64 bit number, never twice under one key
     */
    void seal(byte[] plain, int plainOffset, int plainLength, byte[] esp, int espOffset, long sequence);

    /**
     * Checks the ICV and decrypts.
     *
     * @param esp from SPI to ICV, {@code espLength} bytes, which must hold header, IV, at least one unit of ciphertext
     *     and ICV
     * @param plain receives the decrypted bytes at {@code plainOffset}; its content is undefined when false is returned
     * @param sequence the whole 64 bit number as the replay window infers it
     * @return whether the packet is authentic
     */
    boolean open(byte[] esp, int espOffset, int espLength, byte[] plain, int plainOffset, long sequence);

    /** Wipes the key and what the ciphers hold of it. */
    @Override
    void close();
}
