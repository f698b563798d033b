package org.qgate.simulator;

import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;

/** An SA in a kernel. */
final class StandingSa {
    /** Incarnation of SAs that no agent of the link installed. */
    static final int FOREIGN = 0;

    /** Linux looks at a new SA after a second. */
    private static final long FIRST_LOOK_NANOS = Scenario.SECOND;

    final SaName name;
    final int spi;
    /** Stands for the key's bits. */
    final long bitsId;

    final int incarnation;
    private final long addNanos;
    private final long useNanos;
    /** By the wall clock, as kernels note it. */
    private final long addedAtWallNanos;

    private final long plannedEndNanos;
    private long firstUsedAtNanos = Long.MAX_VALUE;
    private long firstUsedAtWallNanos = Long.MAX_VALUE;
    /** When the kernel's timer looks at the SA next; a timer does not follow the wall clock. */
    private long dueNanos;
    /** Whether an agent took it away, as opposed to its lifetime. */
    boolean deleted;

    StandingSa(SaName name, int spi, long bitsId, int incarnation, SaLimits limits, SimTime now) {
        this.name = name;
        this.spi = spi;
        this.bitsId = bitsId;
        this.incarnation = incarnation;
        this.addNanos = limits.hardAddSeconds() * Scenario.SECOND;
        this.useNanos = limits.hardUseSeconds() * Scenario.SECOND;
        this.addedAtWallNanos = now.wallNanos();
        this.plannedEndNanos = now.nanos() + addNanos;
        this.dueNanos = now.nanos() + FIRST_LOOK_NANOS;
    }

    boolean isForeign() {
        return incarnation == FOREIGN;
    }

    void used(SimTime now) {
        if (firstUsedAtNanos == Long.MAX_VALUE) {
            firstUsedAtNanos = now.nanos();
            firstUsedAtWallNanos = now.wallNanos();
        }
    }

    /** How long it has been in use. */
    long usedForNanos(long nowNanos) {
        return firstUsedAtNanos == Long.MAX_VALUE ? 0 : nowNanos - firstUsedAtNanos;
    }

    /** What the kernel's timer finds; it sets itself anew to what is left by the wall clock. */
    boolean isExpired(SimTime now) {
        if (now.nanos() < dueNanos) {
            return false;
        }
        long unused = addedAtWallNanos + addNanos - now.wallNanos();
        long used =
                firstUsedAtWallNanos == Long.MAX_VALUE ? useNanos : firstUsedAtWallNanos + useNanos - now.wallNanos();
        long left = Math.min(unused, used);
        dueNanos = now.nanos() + left;
        return left <= 0;
    }

    /** Whether its lifetime is over by a clock that nobody steps. */
    boolean isOver(long nowNanos) {
        return usedForNanos(nowNanos) >= useNanos || nowNanos >= plannedEndNanos;
    }
}
