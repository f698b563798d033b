package org.qgate.agent.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import org.qgate.core.wire.MessageCodec;

/** Finds messages in a stream: each stands behind its length, two bytes, most significant first. */
final class FrameReader {
    /** Bytes in front of each message. */
    static final int LENGTH_BYTES = 2;

    /** Shortest message: a header, and nothing that proves anything. */
    static final int MESSAGE_BYTES_MIN = MessageCodec.HEADER_BYTES;

    private static final int FRAME_BYTES_MAX = LENGTH_BYTES + MessageCodec.MESSAGE_BYTES_MAX;

    /** Holds the longest message and what came with it. */
    private final ByteBuffer buffer = ByteBuffer.allocate(3 * FRAME_BYTES_MAX);

    /** What a look at a stream found. */
    enum Outcome {
        /** All that was there is read; more may come. */
        OPEN,
        /** The stream ended; a message may have ended in its middle. */
        ENDED,
        /** No message has such a length: whoever sends this does not speak the protocol. */
        BAD_LENGTH
    }

    /** Reads once, without waiting, and hands over each message that is whole. */
    Outcome read(ReadableByteChannel stream, Consumer<byte[]> messages) throws IOException {
        if (stream.read(buffer) < 0) {
            return Outcome.ENDED;
        }
        buffer.flip();
        Outcome outcome = Outcome.OPEN;
        while (buffer.remaining() >= LENGTH_BYTES) {
            int length = Short.toUnsignedInt(buffer.getShort(buffer.position()));
            if (length < MESSAGE_BYTES_MIN || length > MessageCodec.MESSAGE_BYTES_MAX) {
                outcome = Outcome.BAD_LENGTH;
                break;
            }
            if (buffer.remaining() < LENGTH_BYTES + length) {
                break;
            }
            byte[] message = new byte[length];
            buffer.position(buffer.position() + LENGTH_BYTES).get(message);
            messages.accept(message);
        }
        buffer.compact();
        return outcome;
    }
}
