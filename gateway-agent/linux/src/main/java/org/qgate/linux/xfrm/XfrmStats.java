package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;

/**
 * Packets of an SA that were refused; unsigned.
 *
 * <pre>{@code
 * struct xfrm_stats {
 *     __u32 replay_window;
 *     __u32 replay;
 *     __u32 integrity_failed;
 * };
 * }</pre>
 *
 * @param replayWindow too old for the window
 * @param replay seen before
 * @param integrityFailed failed authentication
 */
public record XfrmStats(int replayWindow, int replay, int integrityFailed) {

    /** None. */
    public static final XfrmStats ZERO = new XfrmStats(0, 0, 0);

    static final int SIZE = 12;

    void write(ByteBuffer out) {
        out.putInt(replayWindow).putInt(replay).putInt(integrityFailed);
    }

    static XfrmStats read(ByteBuffer in, int offset) {
        return new XfrmStats(in.getInt(offset), in.getInt(offset + 4), in.getInt(offset + 8));
    }
}
