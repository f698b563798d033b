package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * An SA.
 *
 * <pre>{@code
 * struct xfrm_usersa_info {
 *     struct xfrm_selector     sel;
 *     struct xfrm_id           id;
 *     xfrm_address_t           saddr;
 *     struct xfrm_lifetime_cfg lft;
 *     struct xfrm_lifetime_cur curlft;
 *     struct xfrm_stats        stats;
 *     __u32                    seq;
 *     __u32                    reqid;
 *     __u16                    family;
 *     __u8                     mode;
 *     __u8                     replay_window;
 *     __u8                     flags;
 * };
 * }</pre>
 *
 * @param selector inner packets it is for
 * @param id its name
 * @param source outer source
 * @param limits when it ends
 * @param current what it has done
 * @param stats what it refused
 * @param properties the rest
 */
public record XfrmUsersaInfo(
        XfrmSelector selector,
        XfrmId id,
        IpAddress source,
        XfrmLifetimeCfg limits,
        XfrmLifetimeCur current,
        XfrmStats stats,
        Properties properties) {

    static final int SIZE = 224;

    private static final int ID = XfrmSelector.SIZE;
    private static final int SADDR = ID + XfrmId.SIZE;
    private static final int LFT = SADDR + XfrmAddress.SIZE;
    private static final int CURLFT = LFT + XfrmLifetimeCfg.SIZE;
    private static final int STATS = CURLFT + XfrmLifetimeCur.SIZE;
    private static final int SEQ = STATS + XfrmStats.SIZE;
    private static final int FAMILY = SEQ + 8;

    /**
     * The fields at the end of the structure.
     *
     * @param seq of the ACQUIRE that this answers, else 0
     * @param reqid links SAs and templates
     * @param mode number of an {@link XfrmMode}, or one that it does not know
     * @param replayWindow packets, 0 to 32; with ESN 0, see {@link XfrmReplayStateEsn}
     * @param flags bits of {@link XfrmStateFlags}
     */
    public record Properties(int seq, int reqid, int mode, int replayWindow, int flags) {}

    void write(ByteBuffer out) {
        selector.write(out);
        id.write(out);
        XfrmAddress.write(out, source);
        limits.write(out);
        current.write(out);
        stats.write(out);
        out.putInt(properties.seq).putInt(properties.reqid);
        out.putShort((short) id.destination().family().number());
        out.put((byte) properties.mode).put((byte) properties.replayWindow).put((byte) properties.flags);
        out.put((byte) 0).put((byte) 0).put((byte) 0).putInt(0);
    }

    static XfrmUsersaInfo read(ByteBuffer in, int offset) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, offset, SIZE, "xfrm_usersa_info");
        IpFamily family = XfrmAddress.family(Short.toUnsignedInt(in.getShort(offset + FAMILY)), "xfrm_usersa_info");
        return new XfrmUsersaInfo(
                XfrmSelector.read(in, offset),
                XfrmId.read(in, offset + ID, family),
                XfrmAddress.read(in, offset + SADDR, family),
                XfrmLifetimeCfg.read(in, offset + LFT),
                XfrmLifetimeCur.read(in, offset + CURLFT),
                XfrmStats.read(in, offset + STATS),
                new Properties(
                        in.getInt(offset + SEQ),
                        in.getInt(offset + SEQ + 4),
                        Byte.toUnsignedInt(in.get(offset + FAMILY + 2)),
                        Byte.toUnsignedInt(in.get(offset + FAMILY + 3)),
                        Byte.toUnsignedInt(in.get(offset + FAMILY + 4))));
    }
}
