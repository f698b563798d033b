package org.qgate.core.link;

import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;

/**
 * Refuses a HELLO of a version below the newest that both ends speak. Its proposer sends it beside one of its newest version, so only
 * losses, or somebody who holds that one back, make it arrive alone; the proposal waits for the other.
 */
final class DowngradeGuard {
    /** HELLOs of a lower version in a row before operators are told: losses are not likely to hit only the others. */
    static final int HELD_BACK_MIN = 3;

    private final LinkContext context;
    private int lowerInRow;
    private long nextNoticeAtNanos = Long.MIN_VALUE;

    DowngradeGuard(LinkContext context) {
        this.context = context;
    }

    /** The newest version that the peer is known to speak from its HELLO. */
    static int newestOfPeer(Decoded.Wellformed received, Message.Hello hello) {
        return Math.max(received.header().version(), hello.nonce().newestVersion());
    }

    /** Whether an authentic HELLO may be agreed to; counts and tells why not. */
    boolean permits(Decoded.Wellformed received, Message.Hello hello) {
        int version = received.header().version();
        int newestOfBoth = Math.min(
                newestOfPeer(received, hello), context.parameters.versions().newest());
        if (context.rules.acceptsVersion(version, newestOfBoth)) {
            lowerInRow = 0;
            return true;
        }
        context.counters.messagesStale++;
        if (++lowerInRow >= HELD_BACK_MIN && context.now() >= nextNoticeAtNanos) {
            nextNoticeAtNanos = context.now() + Answerer.NOTICE_NANOS;
            context.report(new LinkNotice.VersionHeldBack(version, newestOfBoth));
        }
        return false;
    }
}
