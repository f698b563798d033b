package org.qgate.agent.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.qgate.core.wire.MessageCodec;

/**
 * Messages on their way to one peer. One thread puts them in, another writes them. When too many wait the oldest goes: what came after it
 * says more of how things stand, and what still matters of it is repeated.
 */
final class SendQueue {
    /** Messages that may wait, less than a second's of a link that changes its keys every 20 ms: 77 kB at most. */
    static final int MESSAGES_MAX = 64;

    private static final int FRAME_BYTES_MAX = FrameReader.LENGTH_BYTES + MessageCodec.MESSAGE_BYTES_MAX;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    /** What the writing thread has taken out; it holds several messages, so that one segment may carry them. */
    private final ByteBuffer leaving = ByteBuffer.allocate(4 * FRAME_BYTES_MAX).limit(0);

    private long dropped;

    /** Adds a message of a length that a message can have, or throws {@link IllegalArgumentException}. */
    synchronized void add(byte[] message) {
        if (message.length < FrameReader.MESSAGE_BYTES_MIN || message.length > MessageCodec.MESSAGE_BYTES_MAX) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes");
        }
        if (waiting.size() == MESSAGES_MAX) {
            waiting.remove();
            dropped++;
        }
        waiting.add(message);
    }

    synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    synchronized long dropped() {
        return dropped;
    }

    /** Empty if the first one is longer. */
    private synchronized @Nullable ByteBuffer next(int room) {
        byte[] first = waiting.peek();
        if (first == null || first.length + FrameReader.LENGTH_BYTES > room) {
            return null;
        }
        waiting.remove();
        return ByteBuffer.wrap(first);
    }

    /** Writes what the stream takes without waiting; true if nothing is left. For the writing thread. */
    boolean writeTo(WritableByteChannel stream) throws IOException {
        do {
            leaving.compact();
            for (ByteBuffer next = next(leaving.remaining()); next != null; next = next(leaving.remaining())) {
                leaving.putShort((short) next.remaining()).put(next);
            }
            leaving.flip();
            if (leaving.hasRemaining() && stream.write(leaving) == 0) {
                return false;
            }
        } while (leaving.hasRemaining() || !isEmpty());
        return true;
    }

    /** The stream is gone, and with it the rest of what was leaving. For the writing thread. */
    void restart() {
        leaving.limit(0).position(0);
    }
}
