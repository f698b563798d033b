package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * A packet met a policy whose SA is not there, and was dropped. The algorithm masks are left out.
 *
 * <pre>{@code
 * struct xfrm_user_acquire {
 *     struct xfrm_id              id;
 *     xfrm_address_t              saddr;
 *     struct xfrm_selector        sel;
 *     struct xfrm_userpolicy_info policy;
 *     __u32                       aalgos;
 *     __u32                       ealgos;
 *     __u32                       calgos;
 *     __u32                       seq;
 * };
 * }</pre>
 *
 * @param id the SA that is wanted; the structure does not tell its family, so that of the packet is taken: with IPv4 in IPv6 or
 *     the reverse the outer addresses mean nothing
 * @param source outer source
 * @param selector the packet
 * @param policy the policy
 * @param seq number of the request
 */
public record XfrmUserAcquire(XfrmId id, IpAddress source, XfrmSelector selector, XfrmUserpolicyInfo policy, int seq) {

    static final int SIZE = 280;

    private static final int SEL = XfrmId.SIZE + XfrmAddress.SIZE;
    private static final int POLICY = SEL + XfrmSelector.SIZE;
    private static final int SEQ = POLICY + XfrmUserpolicyInfo.SIZE + 12;

    static XfrmUserAcquire read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_user_acquire");
        XfrmSelector selector = XfrmSelector.read(in, SEL);
        IpFamily family = selector.family();
        return new XfrmUserAcquire(
                XfrmId.read(in, 0, family),
                XfrmAddress.read(in, XfrmId.SIZE, family),
                selector,
                XfrmUserpolicyInfo.read(in, POLICY),
                in.getInt(SEQ));
    }
}
