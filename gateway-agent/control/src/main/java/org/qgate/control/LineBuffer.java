package org.qgate.control;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Cuts a byte stream into lines and never holds more than one line of the agreed length beyond what was read. */
public final class LineBuffer {
    private final int lineBytesMax;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private final Deque<byte[]> lines = new ArrayDeque<>();

    /**
     * An empty buffer.
     *
     * @param lineBytesMax longest line, its line feed included
     */
    public LineBuffer(int lineBytesMax) {
        this.lineBytesMax = lineBytesMax;
    }

    /** Takes all remaining bytes. Lines before one that is too long stay readable. */
    public void append(ByteBuffer bytes) throws MalformedMessageException {
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            if (next == '\n') {
                lines.add(partial.toByteArray());
                partial.reset();
            } else if (partial.size() + 1 >= lineBytesMax) {
                throw new MalformedMessageException(
                        ErrorCode.MALFORMED, 0, "a line is longer than " + lineBytesMax + " bytes");
            } else {
                partial.write(next);
            }
        }
    }

    /** The oldest whole line without its line feed, if there is one. */
    public Optional<byte[]> next() {
        return Optional.ofNullable(lines.poll());
    }
}
