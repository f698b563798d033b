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

    boolean isExpired(long nowNanos) {
        boolean usedUp = firstUsedAtNanos != Long.MAX_VALUE && nowNanos - firstUsedAtNanos >= useNanos;
        return usedUp || nowNanos >= expiresUnusedAtNanos;
    }
}
