package org.qgate.core.link;

import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;

/** The timers of a link and what follows from them; only the period changes while it runs. */
final class Deadlines {
    /** How long before its use an outbound SA is installed. */
    static final long INSTALL_LEAD_NANOS = 200_000_000L;
    /** Deletions may be this late, so that they share a wake-up with something else. */
    static final long DELETION_SLACK_NANOS = 50_000_000L;
    /** Most indexes offered ahead of use. */
    static final int AHEAD_MAX = 512;
    /** A credited index is not taken into use later than this after its offer, plus the periods ahead of it. */
    static final long CREDIT_AGE_NANOS = 60_000_000_000L;

    private static final int AHEAD_MIN = 2;
    private static final int LEAD_MAX = 64;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long MARGIN_SECONDS = 6;
    /** The longest that any sender may let a credited index wait: 60 s, and what it offers ahead (10 s and 3 periods). */
    private static final long WAITING_MAX_SECONDS = 60 + 172;
    /** 2^39 bits under one key of a 128-bit block cipher (paper section III). */
    private static final long VOLUME_BYTES = 1L << 36;
    /** 2^29 bits under one key of a 64-bit block cipher: 2^23 blocks, far from the 2^32 at which they repeat. */
    private static final long LEGACY_VOLUME_BYTES = 1L << 26;

    private final LinkTimers timers;
    private long periodNanos;

    Deadlines(LinkTimers timers) {
        this.timers = timers;
        setPeriod(timers.periodNanos());
    }

    LinkTimers timers() {
        return timers;
    }

    long periodNanos() {
        return periodNanos;
    }

    void setPeriod(long nanos) {
        LinkTimers.requirePeriod(nanos);
        periodNanos = Math.min(nanos, timers.ageLimitNanos());
    }

    /** How many indexes should be offered ahead of the one in use. */
    int aheadCount() {
        long count = 1 + (timers.aheadNanos() + periodNanos - 1) / periodNanos;
        return (int) Math.max(AHEAD_MIN, Math.min(AHEAD_MAX, count));
    }

    /** How many outbound SAs should stand ready. */
    int leadCount() {
        return (int) Math.max(1, Math.min(LEAD_MAX, INSTALL_LEAD_NANOS / periodNanos));
    }

    /** How long after its offer an index may still be taken into use. */
    long creditAgeNanos() {
        return CREDIT_AGE_NANOS + (aheadCount() + 1) * periodNanos;
    }

    /** Lifetimes of an outbound SA. */
    SaLimits outboundLimits(Suite suite) {
        long age = timers.ageLimitNanos() / SECOND_NANOS;
        long lead = (INSTALL_LEAD_NANOS + periodNanos) / SECOND_NANOS;
        return limits(suite, age, age + lead + MARGIN_SECONDS);
    }

    /** Lifetimes of an inbound SA: it must outlive its use by late packets, and the sender's age limit is its own. */
    SaLimits inboundLimits(Suite suite) {
        long age = LinkTimers.AGE_LIMIT_NANOS / SECOND_NANOS;
        long retirement = timers.retirementNanos() / SECOND_NANOS + 1;
        return limits(suite, age + retirement, WAITING_MAX_SECONDS + age + MARGIN_SECONDS);
    }

    private static SaLimits limits(Suite suite, long useSeconds, long addSeconds) {
        if (suite.keyBytes() <= 0) {
            throw new IllegalStateException("suite without keys: " + suite);
        }
        long bytes = suite.isLegacy() ? LEGACY_VOLUME_BYTES : VOLUME_BYTES;
        return new SaLimits(bytes - bytes / Byte.SIZE, bytes, useSeconds, addSeconds);
    }
}
