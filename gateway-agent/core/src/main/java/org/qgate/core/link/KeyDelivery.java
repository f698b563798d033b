package org.qgate.core.link;

import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;

/** Takes what the key source answers to whom it is for, and wipes what nobody wants. */
final class KeyDelivery {
    private final KeySupply data;
    private final KeySupply control;
    private final Proposer proposer;
    private final Answerer answerer;

    KeyDelivery(KeySupply data, KeySupply control, Proposer proposer, Answerer answerer) {
        this.data = data;
        this.control = control;
        this.proposer = proposer;
        this.answerer = answerer;
    }

    /** Takes an answer of the key source; false if the event is none. */
    boolean take(LinkEvent event, @Nullable Conversation current) {
        if (event instanceof LinkEvent.KeysDrawn drawn) {
            drawn(drawn);
        } else if (event instanceof LinkEvent.DrawFailed failed) {
            drawFailed(failed);
        } else if (event instanceof LinkEvent.KeyFetched fetched) {
            fetched(fetched.block(), fetched.bits(), current);
        } else if (event instanceof LinkEvent.FetchFailed failed) {
            fetchFailed(failed.block(), current);
        } else {
            return false;
        }
        return true;
    }

    private void drawn(LinkEvent.KeysDrawn drawn) {
        switch (drawn.channel()) {
            case DATA -> data.drawn(drawn.keys());
            case CONTROL -> control.drawn(drawn.keys());
            case BOOTSTRAP -> proposer.drawn(drawn.keys());
        }
    }

    private void drawFailed(LinkEvent.DrawFailed failed) {
        switch (failed.channel()) {
            case DATA -> data.failed(failed.reason());
            case CONTROL -> control.failed(failed.reason());
            case BOOTSTRAP -> proposer.drawFailed();
        }
    }

    private void fetched(KeyBlock block, SecretBytes bits, @Nullable Conversation current) {
        boolean taken = block.channel() == Channel.BOOTSTRAP
                ? answerer.fetched(block, bits)
                : current != null && current.fetched(block, bits);
        if (!taken) {
            bits.close();
        }
    }

    private void fetchFailed(KeyBlock block, @Nullable Conversation current) {
        if (block.channel() == Channel.BOOTSTRAP) {
            answerer.fetchFailed(block);
        } else if (current != null) {
            current.fetchFailed(block);
        }
    }

    /** Wipes the bits of an answer that comes too late. */
    static void discard(LinkEvent event) {
        if (event instanceof LinkEvent.KeysDrawn drawn) {
            drawn.keys().forEach(key -> key.bits().close());
        } else if (event instanceof LinkEvent.KeyFetched fetched) {
            fetched.bits().close();
        }
    }
}
