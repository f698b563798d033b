package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedRegion;
import org.qgate.linux.memory.Wipe;

/**
 * Locked memory for a request and for what comes back. Linux puts the keys of an SA into answers, dumps and the notices that
 * every PF_KEY socket gets, so what was received is wiped as soon as it was read.
 */
final class PfKeyBuffers implements AutoCloseable {

    /** Longest request: an SA with two keys, addresses and limits has about 400 bytes. */
    static final int REQUEST_BYTES_MAX = 4 << 10;

    /** Room for as many usual requests as go together. */
    static final int SEND_BYTES = 32 << 10;

    private final LockedRegion region;
    private final ByteBuffer receive;
    private final ByteBuffer send;

    private PfKeyBuffers(LockedRegion region) {
        this.region = region;
        ByteBuffer all = region.buffer();
        this.send = all.slice(0, SEND_BYTES).order(all.order());
        this.receive = all.slice(SEND_BYTES, SadbMsg.MESSAGE_BYTES_MAX).order(all.order());
    }

    static PfKeyBuffers open() throws LinuxException {
        return new PfKeyBuffers(LockedRegion.open(SEND_BYTES + SadbMsg.MESSAGE_BYTES_MAX, "PF_KEY buffers"));
    }

    /** For what is to be sent over a channel. */
    PfKeyOutbox outbox(PfKeyChannel channel) {
        return new PfKeyOutbox(channel, send, REQUEST_BYTES_MAX);
    }

    /** Takes a message that came in. */
    @FunctionalInterface
    interface Visitor {
        /** Takes it; keys in it are gone when this returns. */
        void visit(PfKeyDecoded decoded);
    }

    /** Waits for one message and gives it to {@code visitor}; false when none came in time. */
    boolean receive(PfKeyChannel channel, int timeoutMillis, Visitor visitor) throws LinuxException {
        receive.clear();
        int length = channel.receive(receive, timeoutMillis);
        if (length == PfKeyChannel.NOTHING) {
            return false;
        }
        int usable = Math.min(length, receive.capacity());
        PfKeyDecoded decoded = PfKeyParser.parse(receive.limit(usable));
        try {
            visitor.visit(decoded);
        } finally {
            if (decoded instanceof PfKeyDecoded.Valid valid) {
                valid.keys().expire();
            }
            Wipe.range(receive, 0, usable);
        }
        return true;
    }

    @Override
    public void close() {
        region.close();
    }
}
