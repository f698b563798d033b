package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Restricts an SA or policy to packets whose mark agrees with {@code value} on the bits of {@code mask}.
 *
 * <pre>{@code
 * struct xfrm_mark {
 *     __u32 v;
 *     __u32 m;
 * };
 * }</pre>
 *
 * @param value the bits
 * @param mask which of them count
 */
public record XfrmMark(int value, int mask) {

    /** No restriction; the attribute is left out. */
    public static final XfrmMark NONE = new XfrmMark(0, 0);

    static final int SIZE = 8;

    boolean isNone() {
        return value == 0 && mask == 0;
    }

    void write(ByteBuffer out) {
        out.putInt(value).putInt(mask);
    }

    static XfrmMark read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_mark");
        return new XfrmMark(in.getInt(0), in.getInt(4));
    }
}
