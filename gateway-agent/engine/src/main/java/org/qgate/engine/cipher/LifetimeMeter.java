package org.qgate.engine.cipher;

import java.util.concurrent.TimeUnit;

/** Counts what an SA has done against its lifetime. Guarded by its SA. */
final class LifetimeMeter {

    private final Lifetime lifetime;
    private final long addedNanos;
    /** Ages at which limits in seconds end it; the first packet can bring them forward. */
    private volatile long softNanos;

    private volatile long hardNanos;
    private long firstUseNanos;
    private long bytes;
    private long packets;

    LifetimeMeter(Lifetime lifetime, long addedNanos) {
        this.lifetime = lifetime;
        this.addedNanos = addedNanos;
        this.softNanos = TimeUnit.SECONDS.toNanos(lifetime.soft().seconds());
        this.hardNanos = TimeUnit.SECONDS.toNanos(lifetime.hard().seconds());
    }

    /** Whether packets and bytes do not matter. Never changes. */
    boolean isOnlyTimed() {
        return lifetime.soft().areOfTimeOnly() && lifetime.hard().areOfTimeOnly();
    }

    /** Whether one of the limits in seconds is reached; needs no guard. */
    boolean isSoftTime(long nowNanos) {
        return nowNanos - addedNanos >= Math.min(softNanos, hardNanos);
    }

    /** What holds now. */
    Expiry expiry(long nowNanos) {
        long age = nowNanos - addedNanos;
        Lifetime.Limits hard = lifetime.hard();
        if (age >= hardNanos || bytes >= hard.bytes() || packets >= hard.packets()) {
            return Expiry.HARD;
        }
        Lifetime.Limits soft = lifetime.soft();
        boolean isSoft = age >= softNanos || bytes >= soft.bytes() || packets >= soft.packets();
        return isSoft ? Expiry.SOFT : Expiry.NONE;
    }

    void count(int packetBytes, long nowNanos) {
        if (packets == 0) {
            firstUseNanos = nowNanos;
            long age = nowNanos - addedNanos;
            softNanos = Math.min(softNanos, after(age, lifetime.soft().useSeconds()));
            hardNanos = Math.min(hardNanos, after(age, lifetime.hard().useSeconds()));
        }
        bytes += packetBytes;
        packets++;
    }

    private static long after(long age, long seconds) {
        long nanos = TimeUnit.SECONDS.toNanos(seconds);
        return nanos >= Long.MAX_VALUE - Math.max(0, age) ? Long.MAX_VALUE : age + nanos;
    }

    SaUsage usage(long nowNanos, long sequence) {
        long useNanos = packets == 0 ? SaUsage.UNUSED : Math.max(0, nowNanos - firstUseNanos);
        return new SaUsage(packets, bytes, nowNanos - addedNanos, useNanos, sequence, expiry(nowNanos));
    }
}
