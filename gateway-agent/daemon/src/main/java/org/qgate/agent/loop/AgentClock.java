package org.qgate.agent.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.qgate.linux.libc.KernelClock;

/**
 * The loop's clock: monotonic, and it does not stand still while the machine sleeps (suspended, or a virtual machine that was paused
 * and whose kernel was told). A key's age then counts the sleep, so that what became too old meanwhile is replaced first of all after
 * it. Steps of the wall clock move it not at all; they are told, because the kernel ends SAs by the wall clock.
 *
 * <p>For the loop's thread.
 */
public final class AgentClock implements LongSupplier {
    /** Between two looks at the other clocks, by the monotonic one; a sleep is noticed so much later. */
    static final long LOOK_NANOS = 250_000_000L;

    /** Shorter sleeps and steps are not told: time services slew by less. */
    static final long TOLD_NANOS = 500_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier monotonic;
    private final LongSupplier sinceBoot;
    private final LongSupplier wall;
    private final long bootedBefore;
    private final List<String> reports = new ArrayList<>();
    private long sleptNanos;
    private long lookedNanos;
    private Span wallAhead;

    /** What a difference of two clocks is at least and at most: between their readings the thread may be held up. */
    private record Span(long low, long high) {}

    /**
     * A clock over three others, in nanoseconds.
     *
     * @param monotonic stands still while the machine sleeps
     * @param sinceBoot does not, and goes as fast
     * @param wall may be stepped
     */
    AgentClock(LongSupplier monotonic, LongSupplier sinceBoot, LongSupplier wall) {
        this.monotonic = monotonic;
        this.sinceBoot = sinceBoot;
        this.wall = wall;
        lookedNanos = monotonic.getAsLong();
        bootedBefore = aheadOfMonotonic().high;
        wallAhead = wallAhead();
    }

    /** The machine's. */
    public static AgentClock ofMachine() {
        return new AgentClock(System::nanoTime, KernelClock.sinceBoot(), KernelClock.wall());
    }

    @Override
    public long getAsLong() {
        long now = monotonic.getAsLong();
        if (now - lookedNanos >= LOOK_NANOS) {
            lookedNanos = now;
            look();
        }
        return now + sleptNanos;
    }

    /** A moment of this clock as {@link System#nanoTime} will show it if the machine stays awake. */
    long monotonicAt(long nanos) {
        return nanos - sleptNanos;
    }

    /** What happened to the machine's clocks since this was last asked, for people. */
    List<String> takeReports() {
        if (reports.isEmpty()) {
            return List.of();
        }
        List<String> taken = List.copyOf(reports);
        reports.clear();
        return taken;
    }

    private void look() {
        // At least so long: a thread that is held up between two readings must not make the clock run ahead.
        long slept = Math.max(sleptNanos, aheadOfMonotonic().low - bootedBefore);
        if (slept - sleptNanos >= TOLD_NANOS) {
            reports.add(String.format(
                    Locale.ROOT,
                    "the machine slept for %.1f s; keys that have become too old meanwhile are replaced",
                    (slept - sleptNanos) / NANOS_PER_SECOND));
        }
        sleptNanos = slept;
        Span before = wallAhead;
        wallAhead = wallAhead();
        if (wallAhead.low - before.high >= TOLD_NANOS) {
            stepped(wallAhead.low - before.high, "forward");
        } else if (before.low - wallAhead.high >= TOLD_NANOS) {
            stepped(before.low - wallAhead.high, "back");
        }
    }

    private void stepped(long nanos, String way) {
        reports.add(String.format(
                Locale.ROOT,
                "the wall clock was set %s by %.1f s; the kernel ends SAs by it, and those that it ends early are void and"
                        + " get successors",
                way,
                nanos / NANOS_PER_SECOND));
    }

    private Span aheadOfMonotonic() {
        return ahead(sinceBoot, monotonic);
    }

    private Span wallAhead() {
        return ahead(wall, sinceBoot);
    }

    private static Span ahead(LongSupplier clock, LongSupplier reference) {
        long before = reference.getAsLong();
        long at = clock.getAsLong();
        long after = reference.getAsLong();
        return new Span(at - after, at - before);
    }
}
