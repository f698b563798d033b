package org.qgate.engine.cipher;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A hash table from a 32 bit number to an SA. One thread at a time changes it; any number look up meanwhile, without locks
 * or boxing. A change rebuilds one chain and puts it in place with one write, so its cost does not grow with the table
 * and a look-up sees the state before or the state after.
 */
final class SaTable<S extends SecurityAssociation> {

    private final AtomicReferenceArray<@Nullable Link<S>> chains;
    private final int mask;

    /** One SA of a chain; never changed once others can see it. */
    private record Link<S extends SecurityAssociation>(
            int number, S sa, @Nullable Link<S> next) {}

    /**
     * An empty table.
     *
     * @param expected SAs for which chains stay short
     */
    SaTable(int expected) {
        int slots = 2 * Integer.highestOneBit(Math.max(1, expected));
        this.chains = new AtomicReferenceArray<>(slots);
        this.mask = slots - 1;
    }

    /** The SA of that number, or null. */
    @Nullable
    S find(int number) {
        Link<S> link = chains.get(slot(number));
        while (link != null && link.number != number) {
            link = link.next;
        }
        return link == null ? null : link.sa;
    }

    /** Puts an SA in the place of the one of that number, if any. */
    void put(int number, S sa) {
        int slot = slot(number);
        chains.set(slot, new Link<>(number, sa, without(chains.get(slot), number)));
    }

    /** Takes the SA of that number out, if there is one. */
    void remove(int number) {
        int slot = slot(number);
        chains.set(slot, without(chains.get(slot), number));
    }

    /** Takes all out, one after the other. */
    void clear() {
        for (int slot = 0; slot <= mask; slot++) {
            chains.set(slot, null);
        }
    }

    private static <S extends SecurityAssociation> @Nullable Link<S> without(@Nullable Link<S> chain, int number) {
        if (chain == null) {
            return null;
        }
        if (chain.number == number) {
            return chain.next;
        }
        return new Link<>(chain.number, chain.sa, without(chain.next, number));
    }

    private int slot(int number) {
        int mixed = number * 0x9E37_79B1;
        return (mixed ^ (mixed >>> 16)) & mask;
    }
}
