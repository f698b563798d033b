package org.qgate.core.link;

/** When a credit is sent: at once when it changed, and again until the peer has said that it saw it (decision 7). */
final class CreditClock {
    /** Shortest wait before a credit is repeated unasked; a sender in need repeats its offer much sooner. */
    static final long REPEAT_MIN_NANOS = 250_000_000L;

    /** How long a changed credit waits for more of the same: answers of a kernel come one by one. */
    static final long GATHER_NANOS = 5_000_000L;

    private final RoundTrip roundTrip;
    private long serial;
    private long sentSerial;
    private boolean due;
    private long dueSinceNanos;
    private long repeatAtNanos = Long.MAX_VALUE;
    private int repeated;

    CreditClock(RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
    }

    /** What the credit says has changed and the sender waits for it. */
    void changed(long nowNanos) {
        changedQuietly();
        if (!due) {
            due = true;
            dueSinceNanos = nowNanos;
        }
    }

    /** It changed in a way that can wait for the next one: the retirement point rose. */
    void changedQuietly() {
        serial++;
        repeated = 0;
    }

    /** The sender seems not to have seen it. */
    void repeatNow(long nowNanos) {
        if (serial > 0) {
            changed(nowNanos);
        }
    }

    void seen(long creditSeen) {
        if (creditSeen >= sentSerial) {
            repeatAtNanos = Long.MAX_VALUE;
        }
    }

    /**
     * Whether to send now.
     *
     * @param moreToCome whether answers are outstanding that will change the credit again
     */
    boolean isDue(long nowNanos, boolean moreToCome) {
        boolean gathered = !moreToCome || nowNanos - dueSinceNanos >= GATHER_NANOS;
        return (due && gathered) || nowNanos >= repeatAtNanos;
    }

    long serial() {
        return serial;
    }

    void sent(long nowNanos) {
        due = false;
        sentSerial = serial;
        repeatAtNanos = nowNanos + Math.max(REPEAT_MIN_NANOS, roundTrip.repeatAfterNanos(repeated++));
    }

    long nextDeadlineNanos() {
        return due ? Math.min(repeatAtNanos, dueSinceNanos + GATHER_NANOS) : repeatAtNanos;
    }
}
