package org.qgate.core.link;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.session.MessageKeys;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;
import org.qgate.core.wire.VoidSet;

/** Takes over the message keys that the peer changes to; the sending half is {@link ControlKeyChange}. */
final class ControlKeyReceipt {
    private final LinkContext context;
    private final Session session;
    private final Direction direction;
    private final Deque<KeyEntry> accepted = new ArrayDeque<>();
    private long highestBlock;
    private @Nullable IncomingOffer gathering;
    /** The newest index that was answered, and the digest of its bits; none if it is void. */
    private long lastIndex;

    private @Nullable Tag lastDigest;
    private long serial;
    private long offerSequence;
    private boolean creditDue;

    ControlKeyReceipt(LinkContext context, Session session, long blockFloor) {
        this.context = context;
        this.session = session;
        this.direction = context.role.receives();
        this.highestBlock = blockFloor;
    }

    void offered(Message.Offer offer, long sequence) {
        offerSequence = Math.max(offerSequence, sequence);
        long block = offer.blocks().get(0);
        if (offer.firstIndex() == lastIndex) {
            creditDue = true;
        } else if (offer.firstIndex() > lastIndex && offer.blocks().size() == 1 && gathering == null) {
            boolean peers = new KeyBlock(Channel.CONTROL, block).owner() != context.role;
            if (!peers || !context.rules.acceptsBlock(block, highestBlock, Long.MAX_VALUE)) {
                context.report(new LinkNotice.PeerRefused(
                        "message key " + offer.firstIndex() + " names a block that was leased before"));
                return;
            }
            gathering = new IncomingOffer(offer, context.now());
            context.sawPeerBlock(Channel.CONTROL, block);
            context.marks.requirePeer(Channel.CONTROL, block, context::emit);
        }
    }

    void act(Status status) {
        IncomingOffer incoming = gathering;
        if (incoming != null) {
            gather(incoming);
        }
        if (creditDue) {
            creditDue = false;
            sendCredit(status);
        }
    }

    private void sendCredit(Status status) {
        Tag digest = lastDigest;
        Map<Long, Tag> installed = digest == null ? Map.of() : Map.of(lastIndex, digest);
        VoidSet voids = digest == null ? VoidSet.FIRST : VoidSet.NONE;
        Tag confirmation =
                session.keys().confirmCredit(direction, Channel.CONTROL, lastIndex - 1, lastIndex, installed);
        session.send(new Message.Credit(
                status, Channel.CONTROL, ++serial, offerSequence, lastIndex - 1, lastIndex, voids, confirmation));
    }

    private void answer(long index, @Nullable Tag digest) {
        lastIndex = index;
        lastDigest = digest;
        creditDue = true;
    }

    private void gather(IncomingOffer incoming) {
        if (context.now() >= incoming.giveUpAtNanos) {
            incoming.wipe();
            gathering = null;
            answer(incoming.offer.firstIndex(), null);
            return;
        }
        long block = incoming.offer.blocks().get(0);
        boolean due = !incoming.fetching || context.now() >= incoming.fetchAgainAtNanos;
        if (due && context.marks.covers(ControlKeyChange.need(block, false))) {
            incoming.fetching = true;
            incoming.fetchAgainAtNanos = Long.MAX_VALUE;
            int bytes = session.suite().keyBytes();
            context.emit(new LinkEffect.FetchKey(new KeyBlock(Channel.CONTROL, block), bytes));
        }
    }

    boolean fetched(KeyBlock block, SecretBytes bits) {
        IncomingOffer incoming = gathering;
        if (incoming == null || !incoming.wants(block.number())) {
            return false;
        }
        gathering = null;
        long index = incoming.offer.firstIndex();
        Tag digest = session.keys().digest(direction, Channel.CONTROL, index, bits);
        Tag expected = session.keys().confirmOffer(direction, Channel.CONTROL, index, List.of(digest));
        highestBlock = Math.max(highestBlock, block.number());
        if (!context.rules.acceptsConfirmation(expected.equals(incoming.offer.confirmation()))) {
            context.counters.keyMismatches++;
            context.report(new LinkNotice.KeyMismatched(session.epoch(), index, 1));
            bits.close();
            answer(index, null);
            return true;
        }
        SaName sa = new SaName(context.parameters.link(), session.epoch(), direction, Channel.CONTROL, index);
        KeyEntry entry = context.ledger.reserve(block, sa, bits);
        session.messageKeys().accept(index, session.keys().messageKey(direction, index, bits));
        entry.install();
        accepted.addLast(entry);
        while (accepted.size() > MessageKeys.ACCEPTED_MAX) {
            accepted.removeFirst().destroy();
        }
        answer(index, digest);
        return true;
    }

    void fetchFailed(KeyBlock block) {
        IncomingOffer incoming = gathering;
        if (incoming != null && incoming.wants(block.number())) {
            incoming.fetchAgainAtNanos = context.now() + OfferGathering.FETCH_AGAIN_NANOS;
        }
    }

    void stop() {
        IncomingOffer incoming = gathering;
        if (incoming != null) {
            incoming.wipe();
            gathering = null;
        }
        accepted.forEach(KeyEntry::destroy);
        accepted.clear();
    }

    long nextDeadlineNanos() {
        IncomingOffer incoming = gathering;
        return incoming == null ? Long.MAX_VALUE : Math.min(incoming.giveUpAtNanos, incoming.fetchAgainAtNanos);
    }
}
