package org.qgate.linux.netlink;

import java.nio.ByteBuffer;

/** Bytes that are not what the protocol says. The only way in which decoding fails. */
public final class MalformedMessageException extends Exception {

    /** Says what does not fit, with both sides of the fact; never with the bytes, which may be keys. */
    public MalformedMessageException(String message) {
        super(message);
    }

    /** Fails unless {@code bytes} lie between {@code offset} and the limit of {@code in}. */
    public static void requireBytes(ByteBuffer in, int offset, int bytes, String structure)
            throws MalformedMessageException {
        if (in.limit() - offset < bytes) {
            throw new MalformedMessageException(
                    structure + " needs " + bytes + " bytes, but " + (in.limit() - offset) + " are left");
        }
    }
}
