package org.qgate.simulator.paper;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Stands for AH: the direction and a checksum in place of the ICV, since nobody here computes forgeries. The paper's
 * AH keys change every 3 s; that this never fails is to its favour.
 */
final class Authenticated {
    private static final int TRAILER_BYTES = 1 + Integer.BYTES;

    private Authenticated() {}

    /** The content under the seal of its sender, 0 or 1. */
    static byte[] seal(ByteBuffer content, int sender) {
        ByteBuffer sealed = ByteBuffer.allocate(content.remaining() + TRAILER_BYTES);
        sealed.put(content).put((byte) sender);
        sealed.putInt(sum(sealed.array(), sealed.position()));
        return sealed.array();
    }

    /** The content, or null if it is not from this sender or was altered. */
    static @Nullable ByteBuffer open(byte[] sealed, int sender) {
        int length = sealed.length - TRAILER_BYTES;
        if (length < 0) {
            return null;
        }
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        boolean right = bytes.get(length) == sender && bytes.getInt(length + 1) == sum(sealed, length + 1);
        return right ? bytes.limit(length) : null;
    }

    private static int sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
