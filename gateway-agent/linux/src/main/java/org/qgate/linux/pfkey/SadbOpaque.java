package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * An extension that this product has no use for: identities, labels, filters, and what others invent. Only that it was
 * there is kept.
 *
 * @param extensionType its number
 * @param bytes its length with its header
 */
public record SadbOpaque(int extensionType, int bytes) implements SadbExtension {

    /** Writes zeros of the same length. */
    @Override
    public void writeBody(ByteBuffer out) {
        for (int i = HEADER_BYTES; i < bytes; i++) {
            out.put((byte) 0);
        }
    }
}
