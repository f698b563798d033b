package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.NetworkOrder;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * ESP in UDP came in from another address or port than its SA has: a translator on the path has changed its mind.
 *
 * <pre>{@code
 * struct xfrm_user_mapping {
 *     struct xfrm_usersa_id id;
 *     __u32                 reqid;
 *     xfrm_address_t        old_saddr;
 *     xfrm_address_t        new_saddr;
 *     __be16                old_sport;
 *     __be16                new_sport;
 * };
 * }</pre>
 *
 * @param id the SA
 * @param reqid of the SA
 * @param before where its packets came from before
 * @param now where the latest came from
 */
public record XfrmUserMapping(XfrmId id, int reqid, Source before, Source now) {

    static final int SIZE = 64;

    private static final int REQID = XfrmUsersaId.SIZE;
    private static final int OLD_ADDRESS = REQID + Integer.BYTES;
    private static final int NEW_ADDRESS = OLD_ADDRESS + XfrmAddress.SIZE;
    private static final int OLD_PORT = NEW_ADDRESS + XfrmAddress.SIZE;
    private static final int NEW_PORT = OLD_PORT + Short.BYTES;

    /** An address and a UDP port. */
    public record Source(IpAddress address, int port) {}

    static XfrmUserMapping read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_user_mapping");
        XfrmId id = XfrmUsersaId.read(in, 0).id();
        var family = id.destination().family();
        return new XfrmUserMapping(
                id,
                in.getInt(REQID),
                new Source(XfrmAddress.read(in, OLD_ADDRESS, family), NetworkOrder.getShort(in, OLD_PORT)),
                new Source(XfrmAddress.read(in, NEW_ADDRESS, family), NetworkOrder.getShort(in, NEW_PORT)));
    }
}
