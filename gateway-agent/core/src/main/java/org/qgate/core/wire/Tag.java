package org.qgate.core.wire;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A 16-byte authentication tag that travels in a message; compared in constant time.
 */
public final class Tag {
    /** Bytes of a tag. */
    public static final int LENGTH = 16;

    private final byte[] bytes;

    /** Takes the first 16 of at least 16 bytes. */
    public Tag(byte[] source) {
        if (source.length < LENGTH) {
            throw new IllegalArgumentException("a tag needs " + LENGTH + " bytes, got " + source.length);
        }
        bytes = Arrays.copyOf(source, LENGTH);
    }

    /** A copy of its bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tag tag && MessageDigest.isEqual(bytes, tag.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Tag[16 bytes]";
    }
}
