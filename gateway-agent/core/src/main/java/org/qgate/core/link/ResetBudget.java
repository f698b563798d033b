package org.qgate.core.link;

/** Bounds automatic resets: so many an hour, and a pause that doubles with each (decision 17). */
final class ResetBudget {
    /** Automatic resets in an hour. */
    static final int PER_HOUR = 60;

    private static final long HOUR_NANOS = 3_600_000_000_000L;
    private static final long PAUSE_FIRST_NANOS = 1_000_000_000L;
    private static final long PAUSE_MAX_NANOS = 60_000_000_000L;

    private final int perHour;
    private double tokens;
    private long refilledAtNanos;
    private long pauseNanos = PAUSE_FIRST_NANOS;
    private long allowedAtNanos = Long.MIN_VALUE;

    /** A full budget of so many resets an hour. */
    ResetBudget(long nowNanos, int perHour) {
        this.perHour = perHour;
        tokens = perHour;
        refilledAtNanos = nowNanos;
    }

    /** Takes one reset from the budget; false if it must wait. */
    boolean take(long nowNanos) {
        long passed = nowNanos - refilledAtNanos;
        refilledAtNanos = nowNanos;
        tokens = Math.min(perHour, tokens + (double) passed * perHour / HOUR_NANOS);
        if (allowedAtNanos != Long.MIN_VALUE && nowNanos - allowedAtNanos > PAUSE_MAX_NANOS) {
            pauseNanos = PAUSE_FIRST_NANOS;
        }
        if (tokens < 1 || nowNanos < allowedAtNanos) {
            return false;
        }
        tokens--;
        allowedAtNanos = nowNanos + pauseNanos;
        pauseNanos = Math.min(PAUSE_MAX_NANOS, pauseNanos * 2);
        return true;
    }
}
