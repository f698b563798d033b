package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * A policy.
 *
 * <pre>{@code
 * struct xfrm_userpolicy_info {
 *     struct xfrm_selector     sel;
 *     struct xfrm_lifetime_cfg lft;
 *     struct xfrm_lifetime_cur curlft;
 *     __u32                    priority;
 *     __u32                    index;
 *     __u8                     dir;
 *     __u8                     action;
 *     __u8                     flags;
 *     __u8                     share;
 * };
 * }</pre>
 *
 * @param selector packets it is for
 * @param limits when it ends
 * @param current when it was added and used; the kernel counts no bytes here
 * @param properties the rest
 */
public record XfrmUserpolicyInfo(
        XfrmSelector selector, XfrmLifetimeCfg limits, XfrmLifetimeCur current, Properties properties) {

    static final int SIZE = 168;

    private static final int LFT = XfrmSelector.SIZE;
    private static final int CURLFT = LFT + XfrmLifetimeCfg.SIZE;
    private static final int PRIORITY = CURLFT + XfrmLifetimeCur.SIZE;

    /**
     * The fields at the end of the structure.
     *
     * @param priority unsigned; the lowest number wins
     * @param index the kernel's number of the policy, 0 to let it choose
     * @param direction number of an {@link XfrmDirection}; above 2 for policies of single sockets
     * @param action number of an {@link XfrmAction}
     * @param flags {@code XFRM_POLICY_*} flags
     * @param share {@code XFRM_SHARE_*}
     */
    public record Properties(int priority, int index, int direction, int action, int flags, int share) {}

    void write(ByteBuffer out) {
        selector.write(out);
        limits.write(out);
        current.write(out);
        out.putInt(properties.priority).putInt(properties.index);
        out.put((byte) properties.direction).put((byte) properties.action);
        out.put((byte) properties.flags).put((byte) properties.share);
        out.putInt(0);
    }

    static XfrmUserpolicyInfo read(ByteBuffer in, int offset) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, offset, SIZE, "xfrm_userpolicy_info");
        int last = offset + PRIORITY;
        return new XfrmUserpolicyInfo(
                XfrmSelector.read(in, offset),
                XfrmLifetimeCfg.read(in, offset + LFT),
                XfrmLifetimeCur.read(in, offset + CURLFT),
                new Properties(
                        in.getInt(last),
                        in.getInt(last + 4),
                        Byte.toUnsignedInt(in.get(last + 8)),
                        Byte.toUnsignedInt(in.get(last + 9)),
                        Byte.toUnsignedInt(in.get(last + 10)),
                        Byte.toUnsignedInt(in.get(last + 11))));
    }
}
