package org.qgate.core.model;

/**
 * What a link must never forget (decision 3): after a restart every block up to a mark counts as used.
 *
 * <p>Written to stable storage before the blocks are used, a batch ahead. A mark of -1 means that none was used.
 *
 * @param epoch the highest epoch ever proposed or accepted, 0 before the first
 * @param own marks of the blocks that this end leased
 * @param peer marks of the blocks that the peer was seen to lease
 */
public record LinkMarks(long epoch, ChannelMarks own, ChannelMarks peer) {
    /** A link that has never spoken. */
    public static final LinkMarks NONE = new LinkMarks(0, ChannelMarks.NONE, ChannelMarks.NONE);

    /** Field by field the higher of both. */
    public LinkMarks max(LinkMarks other) {
        return new LinkMarks(Math.max(epoch, other.epoch), own.max(other.own), peer.max(other.peer));
    }

    /** Whether every field is at least that of {@code other}. */
    public boolean covers(LinkMarks other) {
        return epoch >= other.epoch && own.covers(other.own) && peer.covers(other.peer);
    }

    /** The same with another epoch. */
    public LinkMarks withEpoch(long newEpoch) {
        return new LinkMarks(newEpoch, own, peer);
    }
}
