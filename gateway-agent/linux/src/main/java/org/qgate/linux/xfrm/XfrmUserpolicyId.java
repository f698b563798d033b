package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Names a policy in DELPOLICY and GETPOLICY.
 *
 * <pre>{@code
 * struct xfrm_userpolicy_id {
 *     struct xfrm_selector sel;
 *     __u32                index;
 *     __u8                 dir;
 * };
 * }</pre>
 *
 * @param selector its selector, compared exactly when {@code index} is 0
 * @param index the kernel's number, 0 to find it by selector
 * @param direction number of an {@link XfrmDirection}
 */
public record XfrmUserpolicyId(XfrmSelector selector, int index, int direction) {

    static final int SIZE = 64;

    void write(ByteBuffer out) {
        selector.write(out);
        out.putInt(index).put((byte) direction).put((byte) 0).putShort((short) 0);
    }

    static XfrmUserpolicyId read(ByteBuffer in, int offset) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, offset, SIZE, "xfrm_userpolicy_id");
        return new XfrmUserpolicyId(
                XfrmSelector.read(in, offset),
                in.getInt(offset + XfrmSelector.SIZE),
                Byte.toUnsignedInt(in.get(offset + XfrmSelector.SIZE + Integer.BYTES)));
    }
}
