package org.qgate.core.link;

import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;

/**
 * Refuses a HELLO of a version below the newest that both ends speak. Its proposer sends it beside one of its newest version, so only
 * losses, or somebody who holds that one back, make it arrive alone; the proposal waits for the other, and operators at both ends are told.
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

    /** Whether an authentic HELLO may be agreed to; tells operators if those that may do not come. */
    boolean permits(Decoded.Wellformed received, Message.Hello hello) {
        int version = received.header().version();
        int newestOfBoth = Math.min(
                newestOfPeer(received, hello), context.parameters.versions().newest());
        if (context.rules.acceptsVersion(version, newestOfBoth)) {
            lowerInRow = 0;
            return true;
        }
        lowerInRow++;
        if (isHeldBack()) {
            report(version, newestOfBoth);
        }
        return false;
    }

    /** Whether so many HELLOs of a lower version came in a row that the peer should know. */
    boolean isHeldBack() {
        return lowerInRow >= HELD_BACK_MIN;
    }

    /** The peer says that of this end's proposals only those of a lower version come. */
    void heardFromPeer(int version) {
        report(version, context.parameters.versions().newest());
    }

    private void report(int version, int newestOfBoth) {
        if (context.now() >= nextNoticeAtNanos) {
            nextNoticeAtNanos = context.now() + Answerer.NOTICE_NANOS;
            context.report(new LinkNotice.VersionHeldBack(version, newestOfBoth));
        }
    }
}
