package org.qgate.core.link;

import java.util.BitSet;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.wire.Tag;
import org.qgate.core.wire.VoidSet;

/**
 * What a credit says of the indexes above the retirement point and up to the top: which are void, and the digests of the
 * others as proof of their bits.
 */
record CreditStatement(long retirementPoint, long topIndex, VoidSet voids, NavigableMap<Long, Tag> installed) {

    static CreditStatement of(NavigableMap<Long, InboundKey> keys, long retirementPoint, long topIndex) {
        NavigableMap<Long, Tag> installed = new TreeMap<>();
        BitSet voids = new BitSet();
        keys.subMap(retirementPoint, false, topIndex, true).forEach((index, key) -> {
            if (key.stage == InboundKey.Stage.VOID || key.condemned) {
                voids.set((int) (index - retirementPoint - 1));
            } else if (key.digest != null) {
                installed.put(index, key.digest);
            }
        });
        return new CreditStatement(retirementPoint, topIndex, new VoidSet(voids), installed);
    }

    Tag confirmation(EpochKeys keys, Direction direction) {
        return keys.confirmCredit(direction, Channel.DATA, retirementPoint, topIndex, installed);
    }
}
