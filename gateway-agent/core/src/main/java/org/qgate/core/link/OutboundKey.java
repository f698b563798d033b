package org.qgate.core.link;

import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.SaName;

/** A key that this end leased for its outbound direction, from the offer to its end. */
final class OutboundKey {
    /** Where it stands in the kernel or engine. */
    enum Stage {
        /** Told to the peer. */
        OFFERED,
        /** On its way into the kernel. */
        INSTALLING,
        /** In the kernel, not used by any packet. */
        INSTALLED,
        /** The switch to it is on its way. */
        SWITCHING,
        /** Packets leave under it. */
        IN_USE
    }

    final SaName sa;
    final KeyEntry entry;
    final int spi;
    final long useBeforeNanos;
    Stage stage = Stage.OFFERED;
    long sinceNanos;
    /** Reached a hard lifetime; while a switch is under way, its answer comes first. */
    boolean gone;

    OutboundKey(SaName sa, KeyEntry entry, int spi, long useBeforeNanos) {
        this.sa = sa;
        this.entry = entry;
        this.spi = spi;
        this.useBeforeNanos = useBeforeNanos;
    }

    boolean isInKernel() {
        return stage == Stage.INSTALLED || stage == Stage.SWITCHING || stage == Stage.IN_USE;
    }
}
