package org.qgate.engine.router;

/** A token bucket: so many at once, and so many a second after (RFC 4443 section 2.4(f)). For one thread. */
public final class RateLimit {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final int burst;
    private final long nanosPerToken;
    private long paidUntilNanos;
    private boolean started;

    /**
     * A full bucket.
     *
     * @param burst tokens that it holds
     * @param perSecond tokens that come in, 1 to 10^9
     */
    public RateLimit(int burst, int perSecond) {
        this.burst = burst;
        this.nanosPerToken = SECOND_NANOS / perSecond;
    }

    /** Takes a token if there is one. */
    public boolean take(long nowNanos) {
        long earliest = nowNanos - burst * nanosPerToken;
        if (!started || paidUntilNanos - earliest < 0) {
            started = true;
            paidUntilNanos = earliest;
        }
        if (nowNanos - paidUntilNanos < nanosPerToken) {
            return false;
        }
        paidUntilNanos += nanosPerToken;
        return true;
    }
}
