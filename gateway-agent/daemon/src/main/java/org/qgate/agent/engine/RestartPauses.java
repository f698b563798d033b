package org.qgate.agent.engine;

/** How long to wait before an engine is started again: not at all after a long life, else longer and longer up to a bound. */
final class RestartPauses {
    /** First pause after a short life, and step of the doubling. */
    static final long FIRST_NANOS = 100_000_000L;

    /** Longest pause. */
    static final long LONGEST_NANOS = 5_000_000_000L;

    /** A life after which nothing is held against an engine. */
    static final long LONG_LIFE_NANOS = 10_000_000_000L;

    private long nextNanos = FIRST_NANOS;

    /**
     * The pause before the next start.
     *
     * @param lifeNanos how long the last one served, 0 for one that never did
     */
    long next(long lifeNanos) {
        if (lifeNanos >= LONG_LIFE_NANOS) {
            nextNanos = FIRST_NANOS;
            return 0;
        }
        long pause = nextNanos;
        nextNanos = Math.min(LONGEST_NANOS, 2 * nextNanos);
        return pause;
    }
}
