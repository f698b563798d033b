package org.qgate.core.secret;

import java.nio.ByteBuffer;

/**
 * A secret of fixed length that is wiped when closed. Its {@code toString} must never show a byte.
 *
 * <p>Closing twice is allowed; any other use after closing throws {@link IllegalStateException}.
 */
public interface SecretBytes extends AutoCloseable {
    /** Number of bytes. */
    int length();

    /** Copies the bytes to {@code target} from {@code offset}; the caller wipes that copy. */
    void copyTo(byte[] target, int offset);

    /** Puts the bytes into {@code target} at its position; the way to programmers that need no heap copy. */
    void writeTo(ByteBuffer target);

    @Override
    void close();
}
