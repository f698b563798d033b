package org.qgate.core.link;

/** The times of the last key changes, for the mean period that operators see. */
final class SwitchTimes {
    /** Changes over which the mean is taken. */
    static final int WINDOW = 256;

    private final long[] atNanos = new long[WINDOW];
    private long count;

    void switched(long nowNanos) {
        atNanos[(int) (count++ % WINDOW)] = nowNanos;
    }

    void restart() {
        count = 0;
    }

    /** Mean time between the last changes, 0 with fewer than two. */
    long meanPeriodNanos() {
        long known = Math.min(count, WINDOW);
        if (known < 2) {
            return 0;
        }
        long newest = atNanos[(int) ((count - 1) % WINDOW)];
        long oldest = atNanos[(int) ((count - known) % WINDOW)];
        return (newest - oldest) / (known - 1);
    }
}
