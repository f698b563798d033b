package org.qgate.core.link;

import java.util.Map;
import java.util.NavigableMap;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.wire.Message;

/** Whether a receiver knows an offer already, and whether its blocks may be taken (decision 2). */
final class OfferCheck {
    private OfferCheck() {}

    /** Whether every index above the retirement point was offered before with this block. */
    static boolean isKnown(Message.Offer offer, NavigableMap<Long, InboundKey> keys, long retirementPoint) {
        long index = offer.firstIndex();
        for (long block : offer.blocks()) {
            InboundKey key = keys.get(index);
            if (index > retirementPoint && (key == null || key.block != block)) {
                return false;
            }
            index++;
        }
        return true;
    }

    /**
     * Whether all blocks are the peer's, above {@code floor}, and between those of the neighbouring indexes; {@code
     * retired} stands for the lower neighbour where there is none.
     */
    static boolean isUnused(
            LinkContext context, Message.Offer offer, NavigableMap<Long, InboundKey> keys, long retired, long floor) {
        long first = offer.firstIndex();
        Map.Entry<Long, InboundKey> below = keys.lowerEntry(first);
        Map.Entry<Long, InboundKey> above =
                keys.higherEntry(first + offer.blocks().size() - 1);
        long lower = Math.max(floor, below == null ? retired : below.getValue().block);
        long upper = above == null ? Long.MAX_VALUE : above.getValue().block;
        for (long block : offer.blocks()) {
            boolean peers = new KeyBlock(Channel.DATA, block).owner() != context.role;
            if (!peers || !context.rules.acceptsBlock(block, lower, upper)) {
                return false;
            }
        }
        return true;
    }
}
