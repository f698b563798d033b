package org.qgate.wbem.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** A token bucket for each client address; the {@value #ADDRESSES_MAX} addresses seen last are known. */
final class RequestRate {
    private static final int ADDRESSES_MAX = 10_000;
    private static final double SECOND_NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES_MAX;
        }
    };

    private record Bucket(double tokens, long atNanos) {}

    RequestRate(double perSecond, double burst, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** Whether the address may have one more request now. */
    synchronized boolean tryTake(String address) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.get(address);
        double tokens = bucket == null
                ? burst
                : Math.min(burst, bucket.tokens() + (now - bucket.atNanos()) / SECOND_NANOS * perSecond);
        boolean granted = tokens >= 1;
        buckets.put(address, new Bucket(granted ? tokens - 1 : tokens, now));
        return granted;
    }
}
