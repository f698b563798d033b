package org.qgate.simulator;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.qgate.core.secret.SecretBytes;

/** Key bits in plain memory; use after closing throws, and the open ones of an agent are counted. */
final class SimSecret implements SecretBytes {
    private final byte[] bits;
    private final SecretCount open;
    private boolean closed;

    SimSecret(byte[] bits, SecretCount open) {
        this.bits = bits;
        this.open = open;
        open.opened();
    }

    @Override
    public int length() {
        return bits.length;
    }

    @Override
    public void copyTo(byte[] target, int offset) {
        requireOpen();
        System.arraycopy(bits, 0, target, offset, bits.length);
    }

    @Override
    public void writeTo(ByteBuffer target) {
        requireOpen();
        target.put(bits);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("secret used after it was closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Arrays.fill(bits, (byte) 0);
            open.closed();
        }
    }

    @Override
    public String toString() {
        return "SimSecret[" + bits.length + " bytes]";
    }
}
