package org.qgate.agent.secret;

import java.nio.ByteBuffer;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.memory.LockedBytes;

/** A secret of the core in locked memory. */
final class LockedSecret implements SecretBytes {
    private final LockedBytes bytes;

    LockedSecret(LockedBytes bytes) {
        this.bytes = bytes;
    }

    LockedBytes bytes() {
        return bytes;
    }

    @Override
    public int length() {
        return bytes.length();
    }

    @Override
    public void copyTo(byte[] target, int offset) {
        bytes.copyTo(ByteBuffer.wrap(target, offset, bytes.length()));
    }

    @Override
    public void writeTo(ByteBuffer target) {
        bytes.copyTo(target);
    }

    @Override
    public void close() {
        bytes.close();
    }

    @Override
    public String toString() {
        return "LockedSecret(redacted)";
    }
}
