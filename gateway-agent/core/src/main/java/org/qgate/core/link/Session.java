package org.qgate.core.link;

import org.qgate.core.model.Suite;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.session.MessageKeys;
import org.qgate.core.session.ReplayWindow;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Header;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/** Sends and checks the messages of one epoch: keys, sequence numbers, replay window (decisions 13 and 14). */
final class Session {
    private final LinkContext context;
    private final EpochKeys keys;
    private final Suite suite;
    private final MessageKeys messageKeys;
    private final ReplayWindow replay = new ReplayWindow();
    private long sequence;
    private long lastSentNanos;
    private long lastHeardNanos;
    private boolean heard;

    Session(LinkContext context, EpochKeys keys, Suite suite) {
        this.context = context;
        this.keys = keys;
        this.suite = suite;
        this.messageKeys = new MessageKeys(keys, context.role);
        this.lastSentNanos = context.now();
        this.lastHeardNanos = context.now();
    }

    long epoch() {
        return keys.epoch();
    }

    /** The suite of the epoch's SAs, which also says how long its key blocks are. */
    Suite suite() {
        return suite;
    }

    EpochKeys keys() {
        return keys;
    }

    MessageKeys messageKeys() {
        return messageKeys;
    }

    /** Sends a message and returns its sequence number. */
    long send(Message message) {
        sequence++;
        Header header = new Header(
                keys.version(),
                context.linkTag,
                context.role.sends(),
                keys.epoch(),
                messageKeys.sendingIndex(),
                sequence);
        byte[] untagged = MessageCodec.encodeUntagged(header, message);
        byte[] bytes = MessageCodec.append(untagged, messageKeys.tag(untagged));
        context.emit(new LinkEffect.SendDatagram(ControlPort.CONTROL, bytes));
        context.counters.messagesSent++;
        lastSentNanos = context.now();
        return sequence;
    }

    /** Whether a message is the peer's and new; counts why not. */
    boolean accepts(Decoded.Wellformed received) {
        Header header = received.header();
        if (header.version() != keys.version()) {
            context.counters.messagesStale++;
            return false;
        }
        boolean authentic = messageKeys.matches(received.bytes(), header.keyIndex());
        if (!context.rules.acceptsTag(authentic)) {
            context.counters.messagesNotAuthentic++;
            return false;
        }
        if (!context.rules.acceptsSequence(replay.isFresh(header.sequence()))) {
            context.counters.messagesReplayed++;
            return false;
        }
        replay.take(header.sequence());
        context.counters.messagesReceived++;
        lastHeardNanos = context.now();
        heard = true;
        return true;
    }

    boolean heard() {
        return heard;
    }

    long lastSentNanos() {
        return lastSentNanos;
    }

    long lastHeardNanos() {
        return lastHeardNanos;
    }
}
