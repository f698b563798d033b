package org.qgate.core.link;

import java.util.OptionalLong;
import org.qgate.core.model.KeyUse;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Starvation;
import org.qgate.core.port.LinkNotice;

/**
 * Chooses the period (decision 11): as configured, or by the data rate for a wanted ratio of data bits per key bit, and
 * under {@link Starvation#STRETCH} no shorter than the key source sustains. Tells operators when keys will run out.
 */
final class PeriodGovernor {
    /** Stretching keeps the pool from running empty sooner than this. */
    static final long RESERVE_NANOS = 60_000_000_000L;
    /** A pool that will be empty sooner than this is an alarm. */
    static final long ALARM_NANOS = 45_000_000_000L;
    /** The alarm ends when the pool lasts for longer than this. */
    static final long ALARM_END_NANOS = 55_000_000_000L;
    /** The shortest period that a wanted ratio leads to. */
    static final long RATIO_PERIOD_MIN_NANOS = 20_000_000L;
    /** Changes of the period by less than one part of so many are not made. */
    static final int STEP_PARTS = 20;

    private static final double NANOS = 1e9;
    private static final double LIMIT_NANOS = (double) LinkTimers.AGE_LIMIT_NANOS;
    /** A falling data rate is followed slowly, a rising one at once: rather too many key changes than too few. */
    private static final double KEPT_OF_RATE = 0.8;

    private final LinkContext context;
    private final KeyUse use;
    private final Runnable periodChanged;
    private long configuredNanos;
    private double poolBits;
    private double incomePerSecond;
    private boolean poolKnown;
    private double dataRate;
    private long bytesBefore = -1;
    private long countedAtNanos;
    private boolean rateKnown;
    private boolean stretched;
    private boolean alarmed;

    /** Calls {@code periodChanged} after each change of the period. */
    PeriodGovernor(LinkContext context, Runnable periodChanged) {
        this.context = context;
        this.use = context.parameters.keyUse();
        this.periodChanged = periodChanged;
        this.configuredNanos = context.deadlines.periodNanos();
    }

    /** An operator sets the period; where a ratio is wanted, the shortest one. */
    void configure(long periodNanos) {
        configuredNanos = periodNanos;
        context.deadlines.setPeriod(target());
        periodChanged.run();
    }

    /** What the key source has for this end's draws, and how fast it comes in. */
    void poolReported(long bits, long bitsPerSecond) {
        poolBits = (double) bits;
        incomePerSecond = (double) bitsPerSecond;
        poolKnown = true;
        follow();
        foresee();
    }

    /** Bytes that have left under the link's SAs since the start. */
    void sent(long bytes) {
        long now = context.now();
        if (bytesBefore >= 0 && now > countedAtNanos) {
            double bits = (double) Math.max(0, bytes - bytesBefore) * Byte.SIZE;
            double rate = bits * NANOS / (double) (now - countedAtNanos);
            dataRate = Math.max(rate, dataRate * KEPT_OF_RATE);
            rateKnown = true;
            follow();
        }
        bytesBefore = bytes;
        countedAtNanos = now;
    }

    private void follow() {
        long target = target();
        long now = context.deadlines.periodNanos();
        boolean back = target == configuredNanos && now != target;
        if (back || Math.abs(target - now) > now / STEP_PARTS) {
            context.deadlines.setPeriod(target);
            periodChanged.run();
        }
        boolean longer = sustained() > wanted() * (1 + 1.0 / STEP_PARTS);
        if (longer != stretched) {
            stretched = longer;
            context.report(
                    longer
                            ? new LinkNotice.PeriodStretched(wanted(), context.deadlines.periodNanos())
                            : new LinkNotice.PeriodRestored(context.deadlines.periodNanos()));
        }
    }

    private long target() {
        return Math.max(wanted(), Math.min(LinkTimers.AGE_LIMIT_NANOS, sustained()));
    }

    /** What is wanted if there are keys enough. */
    long wanted() {
        if (use.dataBitsPerKeyBit() == 0 || !rateKnown) {
            return configuredNanos;
        }
        double nanos = use.dataBitsPerKeyBit() * blockBits() / Math.max(1, dataRate) * NANOS;
        long least = Math.max(RATIO_PERIOD_MIN_NANOS, configuredNanos);
        return Math.max(least, (long) Math.min(LIMIT_NANOS, nanos));
    }

    /** The period at which the pool lasts for the reserve, 0 for any. */
    private long sustained() {
        if (use.starvation() != Starvation.STRETCH || !poolKnown) {
            return 0;
        }
        double perSecond = Math.max(0, incomePerSecond - controlPerSecond()) + poolBits / (RESERVE_NANOS / NANOS);
        return (long) Math.min(LIMIT_NANOS, blockBits() / Math.max(1, perSecond) * NANOS);
    }

    private double blockBits() {
        return (double) context.suite().keyBytes() * Byte.SIZE;
    }

    private double controlPerSecond() {
        return blockBits() * NANOS / context.deadlines.timers().controlPeriodNanos();
    }

    /** Until the pool is empty, if it sinks. */
    OptionalLong untilEmptyNanos() {
        double sinks = blockBits() * NANOS / context.deadlines.periodNanos() + controlPerSecond() - incomePerSecond;
        return !poolKnown || sinks <= 0 ? OptionalLong.empty() : OptionalLong.of((long) (poolBits / sinks * NANOS));
    }

    private void foresee() {
        long empty = untilEmptyNanos().orElse(Long.MAX_VALUE);
        if (!alarmed && empty < ALARM_NANOS) {
            alarmed = true;
            context.report(new LinkNotice.PoolRunsDry(empty));
        } else if (alarmed && empty > ALARM_END_NANOS) {
            alarmed = false;
            context.report(new LinkNotice.PoolRecovered());
        }
    }

    long poolBits() {
        return (long) poolBits;
    }

    long incomePerSecond() {
        return (long) incomePerSecond;
    }

    long dataBitsPerSecond() {
        return (long) dataRate;
    }
}
