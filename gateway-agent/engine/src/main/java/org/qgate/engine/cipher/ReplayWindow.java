package org.qgate.engine.cipher;

import java.util.Arrays;

/**
 * The anti-replay window of an inbound SA (RFC 4303 section 3.4.3), with extended sequence numbers as in its appendix A.
 * A ring of bits: the window moves by clearing words ahead of it, never by shifting.
 */
final class ReplayWindow {

    /** Smallest window, in packets. */
    static final int PACKETS_MIN = 32;

    /** Largest window, in packets: half a MiB of bits. */
    static final int PACKETS_MAX = 1 << 22;

    /** What {@link #infer} returns for a packet that cannot be accepted. */
    static final long REFUSED = -1;

    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final int packets;
    private final boolean extended;
    private final long[] ring;
    private long top;

    ReplayWindow(int packets, boolean extended) {
        if (packets < PACKETS_MIN || packets > PACKETS_MAX) {
            throw new IllegalArgumentException(
                    "a replay window has " + PACKETS_MIN + " to " + PACKETS_MAX + " packets, not " + packets);
        }
        this.packets = packets;
        this.extended = extended;
        // One word more than the window needs, so that the word being entered never holds bits still in the window.
        this.ring = new long[Integer.highestOneBit((packets - 1) / Long.SIZE + 1) * 2];
    }

    /** The highest sequence number accepted, 0 before the first. */
    long top() {
        return top;
    }

    /**
     * The whole sequence number of a packet, if it may be new: inside or right of the window and not seen. Nothing
     * changes until {@link #accept}.
     *
     * @param low the 32 bits on the wire
     */
    long infer(int low) {
        long sequence = extended ? extend(low & LOW_HALF) : low & LOW_HALF;
        boolean tooOld = sequence + packets <= top;
        return sequence == 0 || sequence < 0 || tooOld || isSeen(sequence) ? REFUSED : sequence;
    }

    /** Appendix A2.2: the upper half that brings the number nearest to the window. */
    private long extend(long low) {
        long topLow = top & LOW_HALF;
        long topHigh = top & ~LOW_HALF;
        long bottom = topLow - packets + 1;
        if (bottom >= 0) {
            return low >= bottom ? topHigh | low : next(topHigh) | low;
        }
        boolean ofSubspaceBefore = low >= (bottom & LOW_HALF);
        return (ofSubspaceBefore ? topHigh - (LOW_HALF + 1) : topHigh) | low;
    }

    private static long next(long high) {
        return high + LOW_HALF + 1;
    }

    private boolean isSeen(long sequence) {
        return sequence <= top && (ring[word(sequence)] & bit(sequence)) != 0;
    }

    /** Marks the number of an authentic packet, which {@link #infer} returned. */
    void accept(long sequence) {
        if (sequence > top) {
            long entered = (sequence >>> 6) - (top >>> 6);
            if (entered >= ring.length) {
                Arrays.fill(ring, 0);
            } else {
                for (long i = 1; i <= entered; i++) {
                    ring[(int) ((top >>> 6) + i) & (ring.length - 1)] = 0;
                }
            }
            top = sequence;
        }
        ring[word(sequence)] |= bit(sequence);
    }

    private int word(long sequence) {
        return (int) (sequence >>> 6) & (ring.length - 1);
    }

    private static long bit(long sequence) {
        return 1L << sequence;
    }
}
