package org.qgate.core.link;

import org.jspecify.annotations.Nullable;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Nonce;

/**
 * A round trip with a fresh nonce before an automatic reset, so that nobody drains the pool by dropping messages
 * (decision 17).
 */
final class PathCheck {
    /** Pause between two pings. */
    static final long REPEAT_NANOS = 200_000_000L;
    /** Pings before the check is given up. */
    static final int PINGS_MAX = 10;

    private final LinkContext context;
    private @Nullable Nonce nonce;
    private String reason = "";
    private long nextPingAtNanos;
    private int pings;

    PathCheck(LinkContext context) {
        this.context = context;
    }

    void start(String why) {
        if (nonce == null) {
            byte[] bytes = new byte[Nonce.LENGTH];
            context.entropy.fill(bytes);
            nonce = Nonce.of(bytes);
            reason = why;
            pings = 0;
            nextPingAtNanos = context.now();
        }
    }

    void act(Conversation conversation) {
        Nonce open = nonce;
        if (open == null || context.now() < nextPingAtNanos) {
            return;
        }
        if (pings++ >= PINGS_MAX) {
            nonce = null;
            return;
        }
        conversation.session().send(new Message.Ping(conversation.status(), open));
        nextPingAtNanos = context.now() + REPEAT_NANOS;
    }

    /** Whether a pong ends the check; the reason is then in {@link #reason}. */
    boolean answered(Message.Pong pong) {
        boolean ours = pong.nonce().equals(nonce);
        if (ours) {
            nonce = null;
        }
        return ours;
    }

    String reason() {
        return reason;
    }

    void cancel() {
        nonce = null;
    }

    long nextDeadlineNanos() {
        return nonce == null ? Long.MAX_VALUE : nextPingAtNanos;
    }
}
