package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * An SA reached a limit.
 *
 * <pre>{@code
 * struct xfrm_user_expire {
 *     struct xfrm_usersa_info state;
 *     __u8                    hard;
 * };
 * }</pre>
 *
 * @param state the SA with its counters
 * @param hard true when the kernel deletes it now
 */
public record XfrmUserExpire(XfrmUsersaInfo state, boolean hard) {

    static final int SIZE = 232;

    static XfrmUserExpire read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_user_expire");
        return new XfrmUserExpire(XfrmUsersaInfo.read(in, 0), in.get(XfrmUsersaInfo.SIZE) != 0);
    }
}
