package org.qgate.engine.cipher;

/** A message authentication code under one key. For one thread at a time. */
interface Integrity extends AutoCloseable {

    /** Bytes that go on the wire. */
    int icvBytes();

    /**
     * Computes the code over a message.
     *
     * @param trailing how many of the four bytes of {@code suffix} follow the message: 0, or 4 for the upper half of an
     *     extended sequence number (RFC 4303 section 2.2.1)
     * @param icv receives the code at index 0, at least 32 bytes long
     */
    void compute(byte[] message, int offset, int length, int suffix, int trailing, byte[] icv);

    /** Forgets the key. */
    @Override
    void close();
}
