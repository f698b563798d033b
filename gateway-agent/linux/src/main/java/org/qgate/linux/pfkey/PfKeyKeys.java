package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.memory.LockedBytes;

/**
 * Where the keys of a received message lie. Only for as long as the datagram does: who receives a message copies its keys
 * into locked memory of his own, or leaves them.
 */
public final class PfKeyKeys {

    private static final int ABSENT = -1;

    private final ByteBuffer datagram;
    private int authOffset = ABSENT;
    private int encryptOffset = ABSENT;
    private boolean expired;

    PfKeyKeys(ByteBuffer datagram) {
        this.datagram = datagram;
    }

    void found(int type, int offset) {
        if (type == SadbExt.KEY_AUTH) {
            authOffset = offset;
        } else {
            encryptOffset = offset;
        }
    }

    /** Copies a key of this message to {@code destination}, which has exactly its length. */
    public void copyTo(SadbKey key, LockedBytes destination) {
        destination.set(view(key));
    }

    /** Copies a key of this message to the position of {@code destination}, which is the caller's to wipe. */
    public void copyTo(SadbKey key, ByteBuffer destination) {
        destination.put(view(key));
    }

    /** The datagram is about to be wiped. */
    void expire() {
        expired = true;
    }

    private ByteBuffer view(SadbKey key) {
        int offset = key.extensionType() == SadbExt.KEY_AUTH ? authOffset : encryptOffset;
        if (expired || offset == ABSENT) {
            throw new IllegalStateException("the message has no such key" + (expired ? " any more" : ""));
        }
        return datagram.slice(offset, key.bytes());
    }

    @Override
    public String toString() {
        return "PfKeyKeys(redacted)";
    }
}
