package org.qgate.core.secret;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A key that the core has derived, until the programmer of SAs has taken it; wiped when closed. */
public final class DerivedKey implements SecretBytes {
    private final byte[] bytes;
    private boolean closed;

    /** Takes over {@code bytes}, which nobody else may keep. */
    public DerivedKey(byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public int length() {
        return bytes.length;
    }

    @Override
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(open(), 0, target, offset, bytes.length);
    }

    @Override
    public void writeTo(ByteBuffer target) {
        target.put(open());
    }

    private byte[] open() {
        if (closed) {
            throw new IllegalStateException("this key was wiped");
        }
        return bytes;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "DerivedKey(redacted)";
    }
}
