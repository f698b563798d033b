package org.qgate.agent.loop;

import java.util.function.LongConsumer;

/** Lets one log line through per interval and counts the others. */
final class LogThrottle {
    /** Between two lines. */
    static final long INTERVAL_NANOS = 10_000_000_000L;

    private long times;
    private long nextNanos;
    private boolean used;

    /** Calls {@code line} with how often this was called since the last line, or only counts. */
    void log(long nowNanos, LongConsumer line) {
        times++;
        if (!used || nowNanos - nextNanos >= 0) {
            used = true;
            nextNanos = nowNanos + INTERVAL_NANOS;
            line.accept(times);
            times = 0;
        }
    }
}
