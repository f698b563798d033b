package org.qgate.simulator;

import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;

/** An SA in a kernel. */
final class StandingSa {
    /** Incarnation of SAs that no agent of the link installed. */
    static final int FOREIGN = 0;

    final SaName name;
    final int spi;
    /** Stands for the key's bits. */
    final long bitsId;

    final int incarnation;
    private final long expiresUnusedAtNanos;
    private final long useNanos;
    private long firstUsedAtNanos = Long.MAX_VALUE;
    /** Whether an agent took it away, as opposed to its lifetime. */
    boolean deleted;

    StandingSa(SaName name, int spi, long bitsId, int incarnation, SaLimits limits, long nowNanos) {
        this.name = name;
        this.spi = spi;
        this.bitsId = bitsId;
        this.incarnation = incarnation;
        this.expiresUnusedAtNanos = nowNanos + limits.hardAddSeconds() * Scenario.SECOND;
        this.useNanos = limits.hardUseSeconds() * Scenario.SECOND;
    }

    boolean isForeign() {
        return incarnation == FOREIGN;
    }

    void used(long nowNanos) {
        firstUsedAtNanos = Math.min(firstUsedAtNanos, nowNanos);
    }

    /** How long it has been in use. */
    long usedForNanos(long nowNanos) {
        return firstUsedAtNanos == Long.MAX_VALUE ? 0 : nowNanos - firstUsedAtNanos;
    }

    boolean isExpired(long nowNanos) {
        return usedForNanos(nowNanos) >= useNanos || nowNanos >= expiresUnusedAtNanos;
    }
}
