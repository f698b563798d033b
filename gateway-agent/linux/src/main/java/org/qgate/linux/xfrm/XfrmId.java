package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.NetworkOrder;

/**
 * What names an SA.
 *
 * <pre>{@code
 * struct xfrm_id {
 *     xfrm_address_t daddr;
 *     __be32         spi;
 *     __u8           proto;
 * };
 * }</pre>
 *
 * @param destination outer destination
 * @param spi security parameters index, unsigned; in a template 0 means any
 * @param protocol {@link #ESP} or {@link #AH}
 */
public record XfrmId(IpAddress destination, int spi, int protocol) {

    /** IP protocol number of ESP (RFC 4303). */
    public static final int ESP = 50;

    /** IP protocol number of AH (RFC 4302). */
    public static final int AH = 51;

    static final int SIZE = 24;

    void write(ByteBuffer out) {
        XfrmAddress.write(out, destination);
        NetworkOrder.putInt(out, spi);
        out.put((byte) protocol).put((byte) 0).putShort((short) 0);
    }

    static XfrmId read(ByteBuffer in, int offset, IpFamily family) {
        return new XfrmId(
                XfrmAddress.read(in, offset, family),
                NetworkOrder.getInt(in, offset + XfrmAddress.SIZE),
                Byte.toUnsignedInt(in.get(offset + XfrmAddress.SIZE + Integer.BYTES)));
    }

    @Override
    public String toString() {
        return (protocol == ESP ? "esp" : protocol == AH ? "ah" : "protocol " + protocol) + " spi 0x"
                + Integer.toHexString(spi) + " to " + destination;
    }
}
