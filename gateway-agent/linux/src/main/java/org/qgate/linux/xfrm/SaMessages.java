package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.netlink.MessageWriter;

/** Bodies of the requests about SAs. */
final class SaMessages {

    private SaMessages() {}

    /** NEWSA or UPDSA. */
    static void install(MessageWriter out, XfrmSa sa, LockedBytes key) {
        info(sa).write(out.buffer());
        sa.algorithm().write(out, key);
        XfrmSaOptions options = sa.options();
        if (options.hasLargeReplayState()) {
            int start = out.begin(XfrmAttribute.REPLAY_ESN_VAL);
            XfrmReplayStateEsn.fresh(options.replayWindow()).write(out.buffer());
            out.end(start);
        }
        if (options.extraFlags() != 0) {
            out.u32(XfrmAttribute.SA_EXTRA_FLAGS, options.extraFlags());
        }
        CommonAttributes.mark(out, options.mark());
        CommonAttributes.interfaceId(out, options.interfaceId());
        options.offload().ifPresent(card -> CommonAttributes.offload(out, card));
        options.encapsulation().ifPresent(ports -> {
            int start = out.begin(XfrmAttribute.ENCAP);
            ports.write(out.buffer());
            out.end(start);
        });
        options.direction().ifPresent(direction -> out.u8(XfrmAttribute.SA_DIR, direction.number()));
    }

    private static XfrmUsersaInfo info(XfrmSa sa) {
        XfrmSaOptions options = sa.options();
        boolean tunnel = sa.mode() == XfrmMode.TUNNEL;
        // A tunnel carries both families: without this flag the kernel would set the outer family in the selector.
        int flags = options.flags() | (tunnel ? XfrmStateFlags.AF_UNSPEC : 0);
        return new XfrmUsersaInfo(
                XfrmSelector.ANY,
                sa.id(),
                sa.source(),
                sa.limits(),
                XfrmLifetimeCur.ZERO,
                XfrmStats.ZERO,
                new XfrmUsersaInfo.Properties(
                        0,
                        sa.reqid(),
                        sa.mode().number(),
                        options.hasLargeReplayState() ? 0 : options.replayWindow(),
                        flags));
    }

    /** DELSA or GETSA. */
    static void name(MessageWriter out, XfrmSaKey key) {
        new XfrmUsersaId(key.id()).write(out.buffer());
        if (key.source().family() != IpFamily.UNSPECIFIED) {
            int start = out.begin(XfrmAttribute.SRCADDR);
            XfrmAddress.write(out.buffer(), key.source());
            out.end(start);
        }
        CommonAttributes.mark(out, key.mark());
    }

    /** The request for a dump: the kernel reads nothing of it, but wants the size. */
    static void dump(MessageWriter out) {
        ByteBuffer buffer = out.buffer();
        for (int i = 0; i < XfrmUsersaId.SIZE / Long.BYTES; i++) {
            buffer.putLong(0);
        }
    }

    /** {@code struct xfrm_usersa_flush { __u8 proto; }}. */
    static void flush(MessageWriter out, int protocol) {
        out.buffer().put((byte) protocol);
    }
}
