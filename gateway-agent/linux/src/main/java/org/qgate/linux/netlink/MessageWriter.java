package org.qgate.linux.netlink;

import java.nio.ByteBuffer;

/**
 * Writes the body of one message: fixed structures straight into {@link #buffer()}, attributes through the methods here,
 * which keep lengths and alignment. One object serves all messages of a connection.
 */
public final class MessageWriter {

    private static final int ATTRIBUTE_HEADER_BYTES = 4;

    private final ByteBuffer buffer;

    MessageWriter(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Where structures are put, at the position, in native byte order. It is sent from, so keys may go in. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Starts an attribute; give what is returned to {@link #end}. */
    public int begin(int type) {
        pad();
        int start = buffer.position();
        buffer.putShort((short) ATTRIBUTE_HEADER_BYTES).putShort((short) type);
        return start;
    }

    /** Ends the attribute that {@link #begin} started. */
    public void end(int start) {
        buffer.putShort(start, (short) (buffer.position() - start));
        pad();
    }

    /** An attribute of one byte. */
    public void u8(int type, int value) {
        int start = begin(type);
        buffer.put((byte) value);
        end(start);
    }

    /** An attribute of 32 bits. */
    public void u32(int type, int value) {
        int start = begin(type);
        buffer.putInt(value);
        end(start);
    }

    /** An attribute of ASCII text with its closing NUL. */
    public void text(int type, String value) {
        int start = begin(type);
        put(value);
        buffer.put((byte) 0);
        end(start);
    }

    /** An attribute of ASCII text that ends where the attribute ends. */
    public void word(int type, String value) {
        int start = begin(type);
        put(value);
        end(start);
    }

    private void put(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            buffer.put((byte) ascii.charAt(i));
        }
    }

    /** Zero bytes up to the next multiple of four from the start of the datagram. */
    void pad() {
        while ((buffer.position() & 3) != 0) {
            buffer.put((byte) 0);
        }
    }
}
