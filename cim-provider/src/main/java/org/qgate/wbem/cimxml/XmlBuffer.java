package org.qgate.wbem.cimxml;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Grows as XML is written to it, up to a bound. Text is escaped with the five named entities only, because a widely used client prints
 * numeric ones as they stand; what XML cannot carry becomes U+FFFD.
 */
public final class XmlBuffer {
    private static final byte[] LESS = ascii("&lt;");
    private static final byte[] GREATER = ascii("&gt;");
    private static final byte[] AMPERSAND = ascii("&amp;");
    private static final byte[] QUOTE = ascii("&quot;");
    private static final byte[] CARRIAGE_RETURN = ascii("&#13;");
    private static final byte[] TAB = ascii("&#9;");
    private static final byte[] LINE_FEED = ascii("&#10;");
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);
    private static final boolean[] PLAIN = plain();

    private final int bytesMax;
    private byte[] bytes;
    private int length;

    /**
     * An empty buffer.
     *
     * @param bytesInitial room to start with
     * @param bytesMax bound
     */
    public XmlBuffer(int bytesInitial, int bytesMax) {
        this.bytes = new byte[bytesInitial];
        this.bytesMax = bytesMax;
    }

    /** Bytes written. */
    public int length() {
        return length;
    }

    /** Bytes that there is room for without growing. */
    public int capacity() {
        return bytes.length;
    }

    /** What was written, without a copy: good until the buffer is written to again. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** What was written, as a copy. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Forgets what was written after this length. */
    public void cutTo(int lengthBefore) {
        length = Math.min(length, lengthBefore);
    }

    /** Writes bytes that are XML already. */
    XmlBuffer raw(byte[] xml) {
        ensure(xml.length);
        System.arraycopy(xml, 0, bytes, length, xml.length);
        length += xml.length;
        return this;
    }

    /** Writes ASCII that is XML already. */
    @SuppressWarnings("deprecation") // the one call that turns ASCII into bytes without an encoder
    XmlBuffer raw(String xml) {
        int count = xml.length();
        ensure(count);
        xml.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    /** Writes a number. */
    XmlBuffer number(long value) {
        return raw(Long.toString(value));
    }

    /** Writes text between elements. */
    XmlBuffer text(String text) {
        return escaped(text, false);
    }

    /** Writes the text of an attribute in double quotes. */
    XmlBuffer attributeText(String text) {
        return escaped(text, true);
    }

    /** Writes XML of another buffer as text. */
    XmlBuffer text(XmlBuffer xml) {
        return text(new String(xml.bytes, 0, xml.length, StandardCharsets.UTF_8));
    }

    private XmlBuffer escaped(String text, boolean attribute) {
        int count = text.length();
        ensure(count);
        int index = 0;
        byte[] target = bytes;
        int at = length;
        while (index < count) {
            char c = text.charAt(index);
            if (c >= 128 || !PLAIN[c]) {
                break;
            }
            target[at++] = (byte) c;
            index++;
        }
        length = at;
        while (index < count) {
            index = special(text, index, attribute);
        }
        return this;
    }

    /** Writes one character of any kind; returns the index after it. */
    private int special(String text, int index, boolean attribute) {
        char c = text.charAt(index);
        ensure(8);
        if (c < 128) {
            ascii(c, attribute);
            return index + 1;
        }
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | (c >> 6));
            bytes[length++] = (byte) (0x80 | (c & 0x3F));
            return index + 1;
        }
        if (Character.isSurrogate(c)) {
            int codePoint = text.codePointAt(index);
            if (codePoint == c) {
                raw(REPLACEMENT);
                return index + 1;
            }
            bytes[length++] = (byte) (0xF0 | (codePoint >> 18));
            bytes[length++] = (byte) (0x80 | ((codePoint >> 12) & 0x3F));
            bytes[length++] = (byte) (0x80 | ((codePoint >> 6) & 0x3F));
            bytes[length++] = (byte) (0x80 | (codePoint & 0x3F));
            return index + 2;
        }
        if (c >= 0xFFFE) {
            raw(REPLACEMENT);
            return index + 1;
        }
        bytes[length++] = (byte) (0xE0 | (c >> 12));
        bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
        bytes[length++] = (byte) (0x80 | (c & 0x3F));
        return index + 1;
    }

    private void ascii(char c, boolean attribute) {
        switch (c) {
            case '<' -> raw(LESS);
            case '>' -> raw(GREATER);
            case '&' -> raw(AMPERSAND);
            case '"' -> raw(QUOTE);
            case '\r' -> raw(CARRIAGE_RETURN);
            case '\n' -> plainUnless(attribute, c, LINE_FEED);
            case '\t' -> plainUnless(attribute, c, TAB);
            default -> {
                if (c < ' ') {
                    raw(REPLACEMENT);
                } else {
                    bytes[length++] = (byte) c;
                }
            }
        }
    }

    private void plainUnless(boolean attribute, char c, byte[] reference) {
        if (attribute) {
            raw(reference);
        } else {
            bytes[length++] = (byte) c;
        }
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            long wanted = (long) length + more;
            if (wanted > bytesMax) {
                throw new AnswerTooLargeException(bytesMax);
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(bytesMax, Math.max(wanted, 2L * bytes.length)));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean[] plain() {
        boolean[] plain = new boolean[128];
        Arrays.fill(plain, ' ', 128, true);
        for (char c : "<>&\"".toCharArray()) {
            plain[c] = false;
        }
        return plain;
    }
}
