package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.NetworkOrder;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * ESP in UDP (RFC 3948), for paths with address translation. The original address is not used and written as zero.
 *
 * <pre>{@code
 * struct xfrm_encap_tmpl {
 *     __u16          encap_type;
 *     __be16         encap_sport;
 *     __be16         encap_dport;
 *     xfrm_address_t encap_oa;
 * };
 * }</pre>
 *
 * @param type {@link #ESP_IN_UDP}
 * @param sourcePort UDP port
 * @param destinationPort UDP port
 */
public record XfrmEncapTmpl(int type, int sourcePort, int destinationPort) {

    /** {@code UDP_ENCAP_ESPINUDP}. */
    public static final int ESP_IN_UDP = 2;

    static final int SIZE = 24;

    void write(ByteBuffer out) {
        out.putShort((short) type);
        NetworkOrder.putShort(out, sourcePort);
        NetworkOrder.putShort(out, destinationPort);
        out.putShort((short) 0).putLong(0).putLong(0);
    }

    static XfrmEncapTmpl read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_encap_tmpl");
        return new XfrmEncapTmpl(
                Short.toUnsignedInt(in.getShort(0)), NetworkOrder.getShort(in, 2), NetworkOrder.getShort(in, 4));
    }
}
