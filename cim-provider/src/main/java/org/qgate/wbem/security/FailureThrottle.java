package org.qgate.wbem.security;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down who fails to authenticate again and again. After {@value #FREE_FAILURES} failures of one key each further one doubles the
 * pause, up to {@value #PAUSE_SECONDS_MAX} s; success, or ten minutes without failure, forgives.
 */
final class FailureThrottle {
    static final int FREE_FAILURES = 5;
    static final long PAUSE_SECONDS_MAX = 60;

    private static final int ENTRIES_MAX = 10_000;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final long FORGET_NANOS = 600 * SECOND_NANOS;

    private final LongSupplier nanoTime;
    private final int freeFailures;
    private final Map<String, Failures> failures;

    private record Failures(int count, long lastNanos, long pauseNanos) {}

    FailureThrottle(LongSupplier nanoTime, int freeFailures) {
        this.nanoTime = nanoTime;
        this.freeFailures = freeFailures;
        this.failures = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Failures> eldest) {
                return size() > ENTRIES_MAX;
            }
        };
    }

    /** Seconds until this key may try again, 0 for now. */
    synchronized long pauseSeconds(String key) {
        Failures known = failures.get(key);
        if (known == null) {
            return 0;
        }
        long left = known.pauseNanos() - (nanoTime.getAsLong() - known.lastNanos());
        return left <= 0 ? 0 : (left + SECOND_NANOS - 1) / SECOND_NANOS;
    }

    synchronized void failed(String key) {
        long now = nanoTime.getAsLong();
        Failures known = failures.get(key);
        int count = known == null || now - known.lastNanos() > FORGET_NANOS ? 1 : known.count() + 1;
        int beyond = Math.min(count - freeFailures, 7);
        long pause = beyond < 0 ? 0 : Math.min(1L << beyond, PAUSE_SECONDS_MAX) * SECOND_NANOS;
        failures.put(key, new Failures(count, now, pause));
    }

    synchronized void succeeded(String key) {
        failures.remove(key);
    }
}
