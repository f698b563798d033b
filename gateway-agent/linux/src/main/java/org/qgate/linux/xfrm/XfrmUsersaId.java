package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.NetworkOrder;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Names an SA in DELSA and GETSA.
 *
 * <pre>{@code
 * struct xfrm_usersa_id {
 *     xfrm_address_t daddr;
 *     __be32         spi;
 *     __u16          family;
 *     __u8           proto;
 * };
 * }</pre>
 *
 * @param id the name
 */
public record XfrmUsersaId(XfrmId id) {

    static final int SIZE = 24;
    private static final int FAMILY = XfrmAddress.SIZE + Integer.BYTES;

    void write(ByteBuffer out) {
        XfrmAddress.write(out, id.destination());
        NetworkOrder.putInt(out, id.spi());
        out.putShort((short) id.destination().family().number());
        out.put((byte) id.protocol()).put((byte) 0);
    }

    static XfrmUsersaId read(ByteBuffer in, int offset) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, offset, SIZE, "xfrm_usersa_id");
        IpFamily family = XfrmAddress.family(Short.toUnsignedInt(in.getShort(offset + FAMILY)), "xfrm_usersa_id");
        return new XfrmUsersaId(new XfrmId(
                XfrmAddress.read(in, offset, family),
                NetworkOrder.getInt(in, offset + XfrmAddress.SIZE),
                Byte.toUnsignedInt(in.get(offset + FAMILY + 2))));
    }
}
