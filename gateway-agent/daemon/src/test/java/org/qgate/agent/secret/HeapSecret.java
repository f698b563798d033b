package org.qgate.agent.secret;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.qgate.core.secret.SecretBytes;

/** Key memory for tests. */
public final class HeapSecret implements SecretBytes {
    private final byte[] content;
    private boolean closed;

    private HeapSecret(byte[] content) {
        this.content = content;
    }

    public static SecretBytes take(byte[] source) {
        HeapSecret secret = new HeapSecret(source.clone());
        Arrays.fill(source, (byte) 0);
        return secret;
    }

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

    private byte[] open() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        return content;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(content, (byte) 0);
    }
}
