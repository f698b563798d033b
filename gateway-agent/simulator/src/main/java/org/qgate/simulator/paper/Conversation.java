package org.qgate.simulator.paper;

import java.nio.ByteBuffer;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.secret.SecretBytes;

/** What both ends know of a direction since its last reset: the SPI chain and where the keys begin. */
final class Conversation {
    /** IPsec's own bound, the only lifetime in the paper. */
    /** The suite of the paper's links; nothing here depends on it. */
    static final Suite SUITE = Suite.AES_GCM_256;

    static final SaLimits LIMITS = new SaLimits(Long.MAX_VALUE, Long.MAX_VALUE, 28_800, 28_800);

    private final LinkName link;
    private final Direction direction;
    private final PaperKeys keys;
    private final long start;
    private final SpiChain chain;
    private Pair following;

    Conversation(LinkName link, Direction direction, PaperKeys keys, long start) {
        this.link = link;
        this.direction = direction;
        this.keys = keys;
        this.start = start;
        try (SecretBytes first = keys.key(start)) {
            ByteBuffer bits = ByteBuffer.allocate(first.length());
            first.writeTo(bits);
            bits.flip();
            this.chain = new SpiChain(bits.getInt(), bits.getLong());
        }
        this.following = new Pair(1, chain.next());
    }

    /**
     * An SPI with the number of its key.
     *
     * @param index from 1 in each conversation
     * @param spi next of the chain
     */
    record Pair(long index, int spi) {}

    /** The next pair, in the order in which both ends take them. */
    Pair next() {
        Pair next = following;
        following = new Pair(next.index() + 1, chain.next());
        return next;
    }

    /** The pair that comes next. */
    Pair peek() {
        return following;
    }

    SecretBytes key(Pair pair) {
        return keys.key(start + pair.index());
    }

    /** The name under which the pair's SA is known in this world; the paper has none. */
    SaName name(Pair pair) {
        return new SaName(link, start, direction, Channel.DATA, pair.index());
    }

    long start() {
        return start;
    }
}
