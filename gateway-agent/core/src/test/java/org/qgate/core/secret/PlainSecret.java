package org.qgate.core.secret;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Key bits on the heap, for tests only: bits that must not leak belong in locked memory. */
public final class PlainSecret implements SecretBytes {
    private final byte[] content;
    private boolean closed;

    private PlainSecret(byte[] content) {
        this.content = content;
    }

    /** Takes a copy. */
    public static PlainSecret of(byte[] bytes) {
        return new PlainSecret(bytes.clone());
    }

    /** So many equal bytes, for tests in which only the length or the difference counts. */
    public static PlainSecret filled(int value, int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return new PlainSecret(bytes);
    }

    /** Whether it was closed, and so wiped. */
    public boolean isClosed() {
        return closed;
    }

    @Override
    public int length() {
        return content.length;
    }

    @Override
    public void copyTo(byte[] target, int offset) {
        System.arraycopy(open(), 0, target, offset, content.length);
    }

    @Override
    public void writeTo(ByteBuffer target) {
        target.put(open());
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(content, (byte) 0);
    }

    private byte[] open() {
        if (closed) {
            throw new IllegalStateException("the secret was closed before this use");
        }
        return content;
    }

    @Override
    public String toString() {
        return "PlainSecret[" + content.length + " bytes" + (closed ? ", closed]" : "]");
    }
}
