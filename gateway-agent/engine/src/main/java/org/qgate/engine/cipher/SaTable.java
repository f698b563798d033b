package org.qgate.engine.cipher;

import java.util.Collection;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** An immutable hash table from a 32 bit number to an SA, for look-ups without boxing. */
final class SaTable<S extends SecurityAssociation> {

    private final int[] numbers;
    private final Object[] values;
    private final int mask;
    private final Class<S> type;

    SaTable(Class<S> type, Collection<S> sas, ToIntFunction<S> number) {
        this.type = type;
        int slots = Integer.highestOneBit(Math.max(4, sas.size() * 4 - 1));
        this.mask = slots - 1;
        this.numbers = new int[slots];
        this.values = new Object[slots];
        for (S sa : sas) {
            int wanted = number.applyAsInt(sa);
            int slot = slot(wanted);
            while (values[slot] != null) {
                slot = (slot + 1) & mask;
            }
            numbers[slot] = wanted;
            values[slot] = sa;
        }
    }

    /** The SA of that number, or null. */
    @Nullable
    S find(int number) {
        int slot = slot(number);
        while (values[slot] != null) {
            if (numbers[slot] == number) {
                return type.cast(values[slot]);
            }
            slot = (slot + 1) & mask;
        }
        return null;
    }

    private int slot(int number) {
        int mixed = number * 0x9E37_79B1;
        return (mixed ^ (mixed >>> 16)) & mask;
    }
}
