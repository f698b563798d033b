package org.qgate.core.ledger;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.SaName;
import org.qgate.core.port.KeyFate;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.secret.SecretBytes;

/** One block's life in the ledger. An illegal step throws {@link IllegalStateException} and names both states. */
public final class KeyEntry {
    private final KeyBlock block;
    private final SaName sa;
    private final Consumer<LinkEffect> records;
    private final Runnable onDestroyed;
    private final int bitCount;
    private @Nullable SecretBytes bits;
    private KeyState state;

    KeyEntry(KeyBlock block, SaName sa, SecretBytes bits, Consumer<LinkEffect> records, Runnable onDestroyed) {
        this.block = block;
        this.sa = sa;
        this.bits = bits;
        this.bitCount = bits.length() * Byte.SIZE;
        this.records = records;
        this.onDestroyed = onDestroyed;
        this.state = KeyState.OFFERED;
    }

    KeyEntry as(KeyState first) {
        state = first;
        record(first == KeyState.OFFERED ? KeyFate.LEASED : KeyFate.ACCEPTED);
        return this;
    }

    /** The block. */
    public KeyBlock block() {
        return block;
    }

    /** What the block is for. */
    public SaName sa() {
        return sa;
    }

    /** Where it stands. */
    public KeyState state() {
        return state;
    }

    /** The bits, as long as no SA holds them. */
    public SecretBytes bits() {
        SecretBytes present = bits;
        if (present == null) {
            throw new IllegalStateException("the bits of " + block + " are wiped, state " + state);
        }
        return present;
    }

    /** An SA or message key holds the bits now; the ledger's copy is wiped, so it cannot be programmed again. */
    public void install() {
        if (state != KeyState.OFFERED && state != KeyState.RESERVED) {
            throw new IllegalStateException("cannot install " + block + " for " + sa + " in state " + state);
        }
        wipe();
        state = KeyState.INSTALLED;
        record(KeyFate.INSTALLED);
    }

    /** The sender has left it. */
    public void retire() {
        if (state != KeyState.INSTALLED) {
            throw new IllegalStateException("cannot retire " + block + " for " + sa + " in state " + state);
        }
        state = KeyState.RETIRED;
    }

    /** It will never protect a packet (again); wiped and closed for good. Doing so twice is harmless. */
    public void destroy() {
        if (state == KeyState.DESTROYED) {
            return;
        }
        boolean unused = state == KeyState.OFFERED || state == KeyState.RESERVED;
        wipe();
        state = KeyState.DESTROYED;
        record(unused ? KeyFate.VOIDED : KeyFate.DESTROYED);
        onDestroyed.run();
    }

    private void wipe() {
        SecretBytes present = bits;
        if (present != null) {
            present.close();
            bits = null;
        }
    }

    private void record(KeyFate fate) {
        records.accept(new LinkEffect.RecordKey(block, sa, fate, bitCount));
    }

    @Override
    public String toString() {
        return block + " " + state + " for " + sa;
    }
}
