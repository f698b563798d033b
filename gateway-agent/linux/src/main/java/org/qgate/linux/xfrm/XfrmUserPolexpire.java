package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * A policy reached a limit.
 *
 * <pre>{@code
 * struct xfrm_user_polexpire {
 *     struct xfrm_userpolicy_info pol;
 *     __u8                        hard;
 * };
 * }</pre>
 *
 * @param policy the policy
 * @param hard true when the kernel deletes it now
 */
public record XfrmUserPolexpire(XfrmUserpolicyInfo policy, boolean hard) {

    static final int SIZE = 176;

    static XfrmUserPolexpire read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_user_polexpire");
        return new XfrmUserPolexpire(XfrmUserpolicyInfo.read(in, 0), in.get(XfrmUserpolicyInfo.SIZE) != 0);
    }
}
