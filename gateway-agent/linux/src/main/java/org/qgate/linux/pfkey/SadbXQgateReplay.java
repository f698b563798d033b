package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;

/**
 * Replay protection beyond what {@code sadb_sa_replay} can say: 64-bit sequence numbers (RFC 4303 section 2.2.1) and windows
 * above 255 packets. Ours alone: a client that knows it puts it into REGISTER, and a server that knows it then puts it into
 * the answer, with its largest window. No SA is added with it at any other, because kernels pass over it in silence.
 *
 * <pre>{@code
 * struct sadb_x_qgate_replay {
 *     __u16 len;
 *     __u16 exttype;      // 0x5147
 *     __u32 window;       // packets
 *     __u8  esn;          // 1 or 0
 *     __u8  reserved[7];
 * };
 * }</pre>
 *
 * @param windowPackets window of an inbound SA, or the largest that there is
 * @param esn whether sequence numbers have 64 bits, or may have
 */
public record SadbXQgateReplay(int windowPackets, boolean esn) implements SadbExtension {

    /** Largest window that can be asked for: the most that Linux has over netlink. */
    public static final int WINDOW_MAX = 4096;

    static final int SIZE = 16;

    /** Checks the window. */
    public SadbXQgateReplay {
        if (windowPackets < 0 || windowPackets > WINDOW_MAX) {
            throw new IllegalArgumentException("replay window " + windowPackets + " is outside 0.." + WINDOW_MAX);
        }
    }

    @Override
    public int extensionType() {
        return SadbExt.X_QGATE_REPLAY;
    }

    @Override
    public void writeBody(ByteBuffer out) {
        out.putInt(windowPackets).putLong(0).put(out.position() - Long.BYTES, esn ? (byte) 1 : 0);
    }

    static SadbXQgateReplay read(ByteBuffer in) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, SIZE, "sadb_x_qgate_replay");
        int window = in.getInt(4);
        if (window < 0 || window > WINDOW_MAX || in.get(8) < 0 || in.get(8) > 1) {
            throw new MalformedPfKeyException("sadb_x_qgate_replay has a window of " + Integer.toUnsignedString(window)
                    + " packets or an unknown flag");
        }
        return new SadbXQgateReplay(window, in.get(8) == 1);
    }
}
