package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Sequence numbers without ESN.
 *
 * <pre>{@code
 * struct xfrm_replay_state {
 *     __u32 oseq;
 *     __u32 seq;
 *     __u32 bitmap;
 * };
 * }</pre>
 *
 * @param oseq last number sent
 * @param seq highest number received
 * @param bitmap of numbers received below it
 */
public record XfrmReplayState(int oseq, int seq, int bitmap) {

    static final int SIZE = 12;

    void write(ByteBuffer out) {
        out.putInt(oseq).putInt(seq).putInt(bitmap);
    }

    static XfrmReplayState read(ByteBuffer in) throws MalformedMessageException {
        MalformedMessageException.requireBytes(in, 0, SIZE, "xfrm_replay_state");
        return new XfrmReplayState(in.getInt(0), in.getInt(4), in.getInt(8));
    }
}
