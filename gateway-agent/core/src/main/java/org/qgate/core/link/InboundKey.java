package org.qgate.core.link;

import org.jspecify.annotations.Nullable;
import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.SaName;
import org.qgate.core.wire.Tag;

/** A key that the peer leased for what it sends to this end, from its offer to its end. */
final class InboundKey {
    /** Where it stands. */
    enum Stage {
        /** Its bits, or those of its offer, are not all here yet. */
        EXPECTED,
        /** On its way into the kernel. */
        INSTALLING,
        /** In the kernel. */
        INSTALLED,
        /** Never to be used. */
        VOID
    }

    final SaName sa;
    final long block;
    final int spi;
    Stage stage = Stage.EXPECTED;
    /** It stands, but is told as void. */
    boolean condemned;

    @Nullable
    KeyEntry entry;

    @Nullable
    Tag digest;

    InboundKey(SaName sa, long block, int spi) {
        this.sa = sa;
        this.block = block;
        this.spi = spi;
    }
}
