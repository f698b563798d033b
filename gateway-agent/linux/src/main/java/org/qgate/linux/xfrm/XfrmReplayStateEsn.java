package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Sequence numbers with ESN or a window above 32 packets. The bitmap is left out: it is written as zeros for a new SA
 * and skipped when read.
 *
 * <pre>{@code
 * struct xfrm_replay_state_esn {
 *     unsigned int bmp_len;
 *     __u32        oseq;
 *     __u32        seq;
 *     __u32        oseq_hi;
 *     __u32        seq_hi;
 *     __u32        replay_window;
 *     __u32        bmp[];
 * };
 * }</pre>
 *
 * @param outbound last number sent, {@code oseq_hi:oseq}
 * @param inbound highest number received, {@code seq_hi:seq}
 * @param replayWindow packets, 0 to {@link #WINDOW_MAX}
 */
public record XfrmReplayStateEsn(long outbound, long inbound, int replayWindow) {

    /** {@code XFRMA_REPLAY_ESN_MAX}, in bits, one a packet. */
    public static final int WINDOW_MAX = 4096;

    static final int HEADER = 24;

    /** Checks the window. */
    public XfrmReplayStateEsn {
        if (replayWindow < 0 || replayWindow > WINDOW_MAX) {
            throw new IllegalArgumentException("a replay window of " + replayWindow + " is outside 0.." + WINDOW_MAX);
        }
    }

    /** The state of a new SA. */
    public static XfrmReplayStateEsn fresh(int replayWindow) {
        return new XfrmReplayStateEsn(0, 0, replayWindow);
    }

    private int bitmapWords() {
        return (replayWindow + Integer.SIZE - 1) / Integer.SIZE;
    }

    void write(ByteBuffer out) {
        out.putInt(bitmapWords()).putInt((int) outbound).putInt((int) inbound);
        out.putInt((int) (outbound >>> Integer.SIZE)).putInt((int) (inbound >>> Integer.SIZE));
        out.putInt(replayWindow);
        for (int i = 0; i < bitmapWords(); i++) {
            out.putInt(0);
        }
    }

    static XfrmReplayStateEsn read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, HEADER, "xfrm_replay_state_esn");
        int window = in.getInt(20);
        if (window < 0 || window > WINDOW_MAX) {
            throw new MalformedMessageException(
                    "xfrm_replay_state_esn has a window of " + Integer.toUnsignedString(window) + " packets");
        }
        return new XfrmReplayStateEsn(join(in.getInt(12), in.getInt(4)), join(in.getInt(16), in.getInt(8)), window);
    }

    private static long join(int high, int low) {
        return ((long) high << Integer.SIZE) | Integer.toUnsignedLong(low);
    }
}
