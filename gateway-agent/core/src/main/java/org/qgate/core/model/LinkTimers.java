package org.qgate.core.model;

import java.util.concurrent.TimeUnit;

/**
 * The timers of a link in nanoseconds; {@code docs/protocol.md} section "Timers" gives the reasons.
 *
 * @param periodNanos wanted time between two key changes of what this end sends, 1 ms to 54 s
 * @param aheadNanos how far ahead of its use a key is offered, so that lost messages cost nothing, 50 ms to 10 s
 * @param retirementNanos how long an inbound SA outlives the news that the sender left it, 300 ms to 10 s
 * @param outboundRetirementNanos the least time that an outbound SA outlives the switch away from it, 100 ms to
 *     10 s
 * @param controlPeriodNanos wanted time between two changes of the message key, 100 ms to 1 h
 * @param keepaliveNanos longest silence of a healthy end, 50 ms to 10 s
 * @param suspendNanos silence of the peer after which the link counts as suspended, 500 ms to 10 min
 * @param ageLimitNanos longest use of one key, 1 s to 54 s
 */
public record LinkTimers(
        long periodNanos,
        long aheadNanos,
        long retirementNanos,
        long outboundRetirementNanos,
        long controlPeriodNanos,
        long keepaliveNanos,
        long suspendNanos,
        long ageLimitNanos) {
    /** The shortest period that may be asked for. */
    public static final long PERIOD_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** The longest use of one key (paper section III: 2^39 bits at 10 Gbit/s take 54.98 s). */
    public static final long AGE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(54);

    private static final long RETIREMENT_MIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    /** Refuses values outside their ranges. */
    public LinkTimers {
        requireRange("period", periodNanos, PERIOD_MIN_NANOS, AGE_LIMIT_NANOS);
        requireRange("ahead", aheadNanos, TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(10));
        requireRange("retirement", retirementNanos, RETIREMENT_MIN_NANOS, TimeUnit.SECONDS.toNanos(10));
        requireRange("age limit", ageLimitNanos, TimeUnit.SECONDS.toNanos(1), AGE_LIMIT_NANOS);
        requireRange(
                "control period", controlPeriodNanos, TimeUnit.MILLISECONDS.toNanos(100), TimeUnit.HOURS.toNanos(1));
        requireRange(
                "outbound retirement",
                outboundRetirementNanos,
                TimeUnit.MILLISECONDS.toNanos(100),
                TimeUnit.SECONDS.toNanos(10));
        requireRange("keepalive", keepaliveNanos, TimeUnit.MILLISECONDS.toNanos(50), TimeUnit.SECONDS.toNanos(10));
        requireRange("suspend", suspendNanos, TimeUnit.MILLISECONDS.toNanos(500), TimeUnit.MINUTES.toNanos(10));
    }

    /** The defaults with the given period. */
    public static LinkTimers withPeriod(long periodNanos) {
        return new LinkTimers(
                periodNanos,
                TimeUnit.MILLISECONDS.toNanos(500),
                RETIREMENT_MIN_NANOS,
                TimeUnit.MILLISECONDS.toNanos(100),
                TimeUnit.SECONDS.toNanos(3),
                TimeUnit.MILLISECONDS.toNanos(500),
                TimeUnit.SECONDS.toNanos(3),
                AGE_LIMIT_NANOS);
    }

    /** Refuses a period outside 1 ms to 54 s. */
    public static void requirePeriod(long periodNanos) {
        requireRange("period", periodNanos, PERIOD_MIN_NANOS, AGE_LIMIT_NANOS);
    }

    private static void requireRange(String what, long nanos, long min, long max) {
        if (nanos < min || nanos > max) {
            throw new IllegalArgumentException(
                    what + " of " + nanos + " ns is outside " + min + " ns to " + max + " ns");
        }
    }
}
