package org.qgate.engine.keying;

import java.time.Instant;
import org.qgate.engine.cipher.Lifetime;
import org.qgate.engine.cipher.SaUsage;
import org.qgate.linux.pfkey.PfKeyMessage;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbLifetime;

/** PF_KEY's lifetimes of the engine's SAs: 0 is no limit there. */
final class Lifetimes {

    private static final long ALLOCATIONS_MAX = 0xFFFF_FFFFL;

    private Lifetimes() {}

    static Lifetime asked(PfKeyMessage message) {
        return new Lifetime(limits(message, SadbExt.LIFETIME_SOFT), limits(message, SadbExt.LIFETIME_HARD));
    }

    private static Lifetime.Limits limits(PfKeyMessage message, int type) {
        return message.lifetime(type)
                .map(asked -> new Lifetime.Limits(
                        limit(asked.addSeconds()),
                        limit(asked.useSeconds()),
                        limit(asked.bytes()),
                        limit(Integer.toUnsignedLong(asked.allocations()))))
                .orElse(Lifetime.Limits.NONE);
    }

    private static long limit(long value) {
        return value <= 0 ? Lifetime.NO_LIMIT : value;
    }

    /**
     * What an SA was added with.
     *
     * @param type {@link SadbExt#LIFETIME_HARD} or {@link SadbExt#LIFETIME_SOFT}
     */
    static SadbLifetime told(int type, Lifetime lifetime) {
        Lifetime.Limits limits = type == SadbExt.LIFETIME_HARD ? lifetime.hard() : lifetime.soft();
        return new SadbLifetime(
                type,
                allocations(told(limits.packets())),
                told(limits.bytes()),
                told(limits.seconds()),
                told(limits.useSeconds()));
    }

    private static long told(long limit) {
        return limit == Lifetime.NO_LIMIT ? 0 : limit;
    }

    /** What an SA has used, with the times of its addition and its first packet. */
    static SadbLifetime current(SaUsage usage, Instant now) {
        long firstUse = usage.useNanos() == SaUsage.UNUSED
                ? 0
                : now.minusNanos(usage.useNanos()).getEpochSecond();
        return new SadbLifetime(
                SadbExt.LIFETIME_CURRENT,
                allocations(usage.packets()),
                usage.bytes(),
                now.minusNanos(usage.ageNanos()).getEpochSecond(),
                firstUse);
    }

    private static int allocations(long packets) {
        return (int) Math.min(packets, ALLOCATIONS_MAX);
    }
}
