package org.qgate.engine.cipher;

import java.util.concurrent.TimeUnit;

/** Counts what an SA has done against its lifetime. Guarded by its SA. */
final class LifetimeMeter {

    private final Lifetime lifetime;
    private final long addedNanos;
    private final long softNanos;
    private final long hardNanos;
    private long bytes;
    private long packets;

    LifetimeMeter(Lifetime lifetime, long addedNanos) {
        this.lifetime = lifetime;
        this.addedNanos = addedNanos;
        this.softNanos = TimeUnit.SECONDS.toNanos(lifetime.softSeconds());
        this.hardNanos = TimeUnit.SECONDS.toNanos(lifetime.hardSeconds());
    }

    /** Whether packets and bytes do not matter. Never changes. */
    boolean isOnlyTimed() {
        return Math.min(lifetime.softBytes(), lifetime.softPackets()) == Lifetime.NO_LIMIT
                && Math.min(lifetime.hardBytes(), lifetime.hardPackets()) == Lifetime.NO_LIMIT;
    }

    /** Whether one of the limits in seconds is reached; needs no guard. */
    boolean isSoftTime(long nowNanos) {
        return nowNanos - addedNanos >= Math.min(softNanos, hardNanos);
    }

    /** What holds now. */
    Expiry expiry(long nowNanos) {
        long age = nowNanos - addedNanos;
        if (age >= hardNanos || bytes >= lifetime.hardBytes() || packets >= lifetime.hardPackets()) {
            return Expiry.HARD;
        }
        boolean soft = age >= softNanos || bytes >= lifetime.softBytes() || packets >= lifetime.softPackets();
        return soft ? Expiry.SOFT : Expiry.NONE;
    }

    void count(int packetBytes) {
        bytes += packetBytes;
        packets++;
    }

    long bytes() {
        return bytes;
    }

    long packets() {
        return packets;
    }

    long ageNanos(long nowNanos) {
        return nowNanos - addedNanos;
    }
}
