package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/** Inside the parser: bytes that are not what the protocol says. Leaves it as {@link PfKeyDecoded.Malformed}. */
final class MalformedPfKeyException extends Exception {

    /** Says what does not fit; never with the bytes, which may be keys. */
    MalformedPfKeyException(String message) {
        super(message);
    }

    /** Fails unless {@code in} has so many bytes up to its limit. */
    static void requireBytes(ByteBuffer in, int bytes, String structure) throws MalformedPfKeyException {
        if (in.limit() < bytes) {
            throw new MalformedPfKeyException(structure + " needs " + bytes + " bytes, but has " + in.limit());
        }
    }
}
