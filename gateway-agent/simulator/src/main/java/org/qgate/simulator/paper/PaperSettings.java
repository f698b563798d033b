package org.qgate.simulator.paper;

/**
 * How both ends of a link run the paper's protocol.
 *
 * @param installedSas inbound SAs that the slave keeps; the master queues half as many pairs
 * @param stream whether control messages go over TCP, as in the paper's implementation, or one by one
 */
public record PaperSettings(int installedSas, boolean stream) {
    /** Fewest inbound SAs: the current one, one ahead and one behind. */
    public static final int INSTALLED_MIN = 3;

    private static final long STREAM_REPEAT_NANOS = 5_000_000_000L;
    private static final long DATAGRAM_REPEAT_NANOS = 200_000_000L;

    /** Refuses a window that has no room ahead. */
    public PaperSettings {
        if (installedSas < INSTALLED_MIN) {
            throw new IllegalArgumentException(
                    installedSas + " installed SAs leave no room ahead; at least " + INSTALLED_MIN);
        }
    }

    /** Pause before a reset without an answer is asked for again; over TCP only a broken connection needs that. */
    long repeatNanos() {
        return stream ? STREAM_REPEAT_NANOS : DATAGRAM_REPEAT_NANOS;
    }

    /** Pairs that the master queues, and lost requests that the slave makes up for. */
    int ahead() {
        return installedSas / 2;
    }
}
