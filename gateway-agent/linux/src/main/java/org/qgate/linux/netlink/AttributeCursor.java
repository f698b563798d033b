package org.qgate.linux.netlink;

import java.nio.ByteBuffer;

/**
 * Walks over attributes ({@code struct nlattr}): {@code while (cursor.next()) switch (cursor.type()) ...}. One object for
 * a whole walk; unknown attributes are for the caller to skip, as the protocol demands.
 */
public final class AttributeCursor {

    private static final int HEADER_BYTES = 4;
    private static final int TYPE_MASK = 0x3FFF;

    private final ByteBuffer area;
    private int next;
    private int type;
    private int valueOffset;
    private int valueBytes;

    /** Reads from position to limit of {@code area}, in its byte order, and moves neither. */
    public AttributeCursor(ByteBuffer area) {
        this.area = area;
        this.next = area.position();
    }

    /** Steps to the next attribute; false at the end. */
    public boolean next() throws MalformedMessageException {
        int left = area.limit() - next;
        if (left <= 0) {
            return false;
        }
        if (left < HEADER_BYTES) {
            throw new MalformedMessageException("nlattr needs " + HEADER_BYTES + " bytes, but " + left + " are left");
        }
        int length = Short.toUnsignedInt(area.getShort(next));
        if (length < HEADER_BYTES || length > left) {
            throw new MalformedMessageException("nla_len is " + length + ", but " + left + " bytes are left");
        }
        type = Short.toUnsignedInt(area.getShort(next + 2)) & TYPE_MASK;
        valueOffset = next + HEADER_BYTES;
        valueBytes = length - HEADER_BYTES;
        next += Alignment.up(length);
        return true;
    }

    /** The type without the nested and byte-order flags. */
    public int type() {
        return type;
    }

    /** Bytes of the value. */
    public int length() {
        return valueBytes;
    }

    /** The value, a view in the same byte order. */
    public ByteBuffer value() {
        return area.slice(valueOffset, valueBytes).order(area.order());
    }

    /** The value as an unsigned byte. */
    public int u8() throws MalformedMessageException {
        require(Byte.BYTES);
        return Byte.toUnsignedInt(area.get(valueOffset));
    }

    /** The value as 32 bits. */
    public int u32() throws MalformedMessageException {
        require(Integer.BYTES);
        return area.getInt(valueOffset);
    }

    /** The value as 64 bits. */
    public long u64() throws MalformedMessageException {
        require(Long.BYTES);
        return area.getLong(valueOffset);
    }

    /** The value as text, up to its first NUL; at most {@code maxBytes} of it. */
    public String text(int maxBytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(valueBytes, maxBytes); i++) {
            byte b = area.get(valueOffset + i);
            if (b == 0) {
                break;
            }
            text.append(b >= ' ' && b < 0x7F ? (char) b : '?');
        }
        return text.toString();
    }

    private void require(int bytes) throws MalformedMessageException {
        if (valueBytes < bytes) {
            throw new MalformedMessageException(
                    "attribute " + type + " needs " + bytes + " bytes, but has " + valueBytes);
        }
    }
}
