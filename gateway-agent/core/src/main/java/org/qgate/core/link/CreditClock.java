package org.qgate.core.link;

/** When a credit is sent: at once when it changed, and again until the peer has said that it saw it (decision 7). */
final class CreditClock {
    /** Shortest wait before a credit is repeated unasked; a sender in need repeats its offer much sooner. */
    static final long REPEAT_MIN_NANOS = 250_000_000L;

    private final RoundTrip roundTrip;
    private long serial;
    private long sentSerial;
    private boolean due;
    private long repeatAtNanos = Long.MAX_VALUE;
    private int repeated;

    CreditClock(RoundTrip roundTrip) {
        this.roundTrip = roundTrip;
    }

    /** What the credit says has changed and the sender waits for it. */
    void changed() {
        changedQuietly();
        due = true;
    }

    /** It changed in a way that can wait for the next one: the retirement point rose. */
    void changedQuietly() {
        serial++;
        repeated = 0;
    }

    /** The sender seems not to have seen it. */
    void repeatNow() {
        if (serial > 0) {
            serial++;
            due = true;
        }
    }

    void seen(long creditSeen) {
        if (creditSeen >= sentSerial) {
            repeatAtNanos = Long.MAX_VALUE;
        }
    }

    boolean isDue(long nowNanos) {
        return due || nowNanos >= repeatAtNanos;
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
        return repeatAtNanos;
    }
}
