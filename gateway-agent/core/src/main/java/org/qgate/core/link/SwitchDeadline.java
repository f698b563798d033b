package org.qgate.core.link;

/** When the key is changed next: a grid of deadlines, one period apart, that does not drift (decision 10). */
final class SwitchDeadline {
    private final LinkContext context;
    private long atNanos;
    /** The key in use is to be left before its deadline, as soon as a successor stands. */
    private boolean urgent;

    private long plannedAtNanos;

    SwitchDeadline(LinkContext context) {
        this.context = context;
        this.atNanos = context.now();
    }

    /** A new epoch: its first key is wanted at once. */
    void begin() {
        urgent = false;
        atOnce();
    }

    /** The next key in line is wanted at once. */
    void atOnce() {
        atNanos = context.now();
    }

    /** The key in use must be left as soon as possible; with none in use, the deadline alone counts. */
    void hasten(boolean inUse) {
        if (!urgent && inUse && atNanos > context.now()) {
            urgent = true;
            plannedAtNanos = atNanos;
        }
        atNanos = Math.min(atNanos, context.now());
    }

    /** A hurry that found no successor ends at the deadline that it had put forward. */
    void act() {
        if (urgent && context.now() >= plannedAtNanos) {
            urgent = false;
            atNanos = plannedAtNanos;
        }
    }

    boolean isUrgent() {
        return urgent;
    }

    boolean isDue() {
        return context.now() >= atNanos;
    }

    /** Whether SAs for it are to be installed. */
    boolean isNear() {
        return atNanos - context.now() <= Deadlines.INSTALL_LEAD_NANOS;
    }

    /**
     * The switch is on its way.
     *
     * @param newGrid whether the next deadline is a period from now, not from this one
     * @return deadlines that have passed meanwhile
     */
    long kept(boolean newGrid) {
        long period = context.deadlines.periodNanos();
        long passed = newGrid ? 0 : periodsPassed();
        atNanos = newGrid ? context.now() + period : atNanos + (passed + 1) * period;
        urgent = false;
        return passed;
    }

    /** No successor is there; returns how many deadlines are missed by now. */
    long missed() {
        long periods = periodsPassed() + 1;
        atNanos += periods * context.deadlines.periodNanos();
        return periods;
    }

    private long periodsPassed() {
        return (context.now() - atNanos) / context.deadlines.periodNanos();
    }

    /** A new period takes effect with the next key. */
    void periodChanged() {
        atNanos = Math.min(atNanos, context.now() + context.deadlines.periodNanos());
    }

    /** When the switch, or the installation before it, is due; what was due and could not be done waits for an event. */
    long nextWakeUpNanos() {
        return Math.min(afterNow(urgent ? plannedAtNanos : atNanos), afterNow(atNanos - Deadlines.INSTALL_LEAD_NANOS));
    }

    private long afterNow(long nanos) {
        return nanos > context.now() ? nanos : Long.MAX_VALUE;
    }
}
