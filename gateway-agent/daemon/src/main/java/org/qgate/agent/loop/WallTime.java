package org.qgate.agent.loop;

import java.time.Clock;

/** Wall-clock times for people, from the loop's own clock: asking the system each time is dear where that costs a system call. */
final class WallTime {
    /** How long one answer of the system serves. */
    private static final long SERVES_NANOS = 10_000_000_000L;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Clock clock;
    private long askedNanos;
    private long answerMillis;

    WallTime(Clock clock) {
        this.clock = clock;
    }

    /** Milliseconds since 1970 at a time of the loop's clock. */
    long millis(long nowNanos) {
        if (answerMillis == 0 || nowNanos - askedNanos >= SERVES_NANOS) {
            askedNanos = nowNanos;
            answerMillis = clock.millis();
        }
        return answerMillis + (nowNanos - askedNanos) / NANOS_PER_MILLI;
    }
}
