package org.qgate.core.ledger;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.Role;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.secret.SecretBytes;

/**
 * Every key block of one link that is in somebody's hands at this end, each with one owner and one purpose.
 *
 * <p>Own blocks are leased in rising order. Blocks of the peer may be taken over out of order, as offers may overtake
 * each other, but never twice: {@link UsedBlocks} remembers a window of them and refuses whatever is below.
 */
public final class KeyLedger {
    /** Bound of living entries: the windows of both directions of a few epochs. */
    public static final int ENTRIES_MAX = 16_384;

    private final Role role;
    private final Consumer<LinkEffect> records;
    private final Map<KeyBlock, KeyEntry> living = new LinkedHashMap<>();
    private final Map<Channel, UsedBlocks> ownUsed = new EnumMap<>(Channel.class);
    private final Map<Channel, UsedBlocks> peerUsed = new EnumMap<>(Channel.class);
    private long bitsLeased;

    /** An empty ledger; {@code records} takes the lines for the audit. */
    public KeyLedger(Role role, Consumer<LinkEffect> records) {
        this.role = role;
        this.records = records;
    }

    /** Enters a block that this end leases; it must be of this end's parity and never seen before. */
    public KeyEntry offer(KeyBlock block, SaName sa, SecretBytes bits) {
        if (block.owner() != role) {
            throw new IllegalStateException(block + " belongs to " + block.owner() + ", this end is " + role);
        }
        return enter(block, sa, bits, ownUsed).as(KeyState.OFFERED);
    }

    /** Enters a block that the peer leased; it must be of the peer's parity and never seen before. */
    public KeyEntry reserve(KeyBlock block, SaName sa, SecretBytes bits) {
        if (block.owner() == role) {
            throw new IllegalStateException(block + " belongs to this end, " + role + ", and not to the peer");
        }
        return enter(block, sa, bits, peerUsed).as(KeyState.RESERVED);
    }

    private KeyEntry enter(KeyBlock block, SaName sa, SecretBytes bits, Map<Channel, UsedBlocks> used) {
        if (!used.computeIfAbsent(block.channel(), channel -> new UsedBlocks()).add(block.number())) {
            bits.close();
            throw new IllegalStateException(block + " was used before; refused for " + sa);
        }
        if (living.size() >= ENTRIES_MAX) {
            bits.close();
            throw new IllegalStateException("more than " + ENTRIES_MAX + " living keys on one link");
        }
        KeyEntry entry = new KeyEntry(block, sa, bits, records, () -> living.remove(block));
        living.put(block, entry);
        bitsLeased += (long) bits.length() * Byte.SIZE;
        return entry;
    }

    /** Key bits that entered so far, of both ends' leases. */
    public long bitsEntered() {
        return bitsLeased;
    }

    /** Number of living entries. */
    public int livingCount() {
        return living.size();
    }

    /** Destroys whatever lives. */
    public void destroyAll() {
        List.copyOf(living.values()).forEach(KeyEntry::destroy);
    }
}
