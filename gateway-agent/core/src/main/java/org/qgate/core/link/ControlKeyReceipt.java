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
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.session.MessageKeys;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;
import org.qgate.core.wire.VoidSet;

/**
 * Takes over the message keys that the peer changes to; the sending half is {@link ControlKeyChange}. Where the control port is under
 * AH, a key is accepted when its AH SA stands.
 */
final class ControlKeyReceipt {
    private final LinkContext context;
    private final Session session;
    private final Direction direction;
    private final @Nullable InboundAh ah;
    private final Deque<KeyEntry> accepted = new ArrayDeque<>();
    private long highestBlock;
    private @Nullable IncomingOffer gathering;
    /** The key whose AH SA is on its way into the kernel. */
    private @Nullable Installing installing;
    /** The newest index that was answered, and the digest of its bits; none if it is void. */
    private long lastIndex;

    private @Nullable Tag lastDigest;
    private long serial;
    private long offerSequence;
    private boolean creditDue;

    private record Installing(long index, KeyEntry entry, Hmac key, Tag digest) {}

    /** Without AH where {@code ah} is null. */
    ControlKeyReceipt(LinkContext context, Session session, long blockFloor, @Nullable InboundAh ah) {
        this.context = context;
        this.session = session;
        this.direction = context.role.receives();
        this.highestBlock = blockFloor;
        this.ah = ah;
    }

    void offered(Message.Offer offer, long sequence) {
        offerSequence = Math.max(offerSequence, sequence);
        long block = offer.blocks().get(0);
        if (offer.firstIndex() == lastIndex) {
            creditDue = true;
        } else if (offer.firstIndex() > lastIndex
                && offer.blocks().size() == 1
                && gathering == null
                && installing == null) {
            boolean peers = new KeyBlock(Channel.CONTROL, block).owner() != context.role;
            if (!peers || !context.rules.acceptsBlock(block, highestBlock, Long.MAX_VALUE)) {
                context.report(new LinkNotice.PeerRefused(
                        "message key " + offer.firstIndex() + " names a block that was leased before"));
                context.counters.offersRefused++;
                answer(offer.firstIndex(), null);
                return;
            }
            gathering = new IncomingOffer(offer, context.now());
            context.sawPeerBlock(Channel.CONTROL, block);
            context.marks.requirePeer(Channel.CONTROL, block, context::emit);
        }
    }

    void act(Status status) {
        if (ah != null) {
            ah.act();
        }
        IncomingOffer incoming = gathering;
        if (incoming != null) {
            gather(incoming);
        }
        if (creditDue) {
            creditDue = false;
            sendCredit(status, lastIndex, lastDigest);
        }
        if (ah != null) {
            ah.due().forEach(index -> sendCredit(status, index, null));
        }
    }

    private void sendCredit(Status status, long index, @Nullable Tag digest) {
        Map<Long, Tag> installed = digest == null ? Map.of() : Map.of(index, digest);
        VoidSet voids = digest == null ? VoidSet.FIRST : VoidSet.NONE;
        Tag confirmation = session.keys().confirmCredit(direction, Channel.CONTROL, index - 1, index, installed);
        session.send(new Message.Credit(
                status, Channel.CONTROL, ++serial, offerSequence, index - 1, index, voids, confirmation));
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
        Installing taken = new Installing(index, entry, session.keys().messageKey(direction, index, bits), digest);
        SecretBytes ahKey = ah == null ? null : session.keys().controlAhKey(direction, index, bits);
        entry.install();
        if (ah == null || ahKey == null) {
            accept(taken);
        } else {
            installing = taken;
            ah.install(index, ahKey);
        }
        return true;
    }

    private void accept(Installing taken) {
        session.messageKeys().accept(taken.index, taken.key);
        accepted.addLast(taken.entry);
        while (accepted.size() > MessageKeys.ACCEPTED_MAX) {
            accepted.removeFirst().destroy();
        }
        answer(taken.index, taken.digest);
    }

    /** The AH SA of an index stands: its key is accepted. */
    void saInstalled(SaName sa) {
        Installing taken = installing;
        if (taken != null && taken.index == sa.index()) {
            installing = null;
            accept(taken);
        }
    }

    /** The kernel refused the AH SA of an index: it is void, and the peer offers another. */
    void saRefused(SaName sa, String reason) {
        Installing taken = installing;
        if (taken != null && taken.index == sa.index() && ah != null) {
            installing = null;
            ah.refused(sa.index());
            taken.entry.destroy();
            context.report(new LinkNotice.ControlSaVoided(sa.epoch(), sa.index(), true, reason));
            answer(sa.index(), null);
        }
    }

    /** The AH SA of an index is gone; true if the peer may be using it. */
    boolean saLost(SaName sa) {
        boolean inUse = ah != null && ah.lost(sa.index());
        forget();
        return inUse;
    }

    /** Nothing is heard of the peer: it may be sending under AH SAs that are gone. */
    void doubt() {
        if (ah != null) {
            ah.doubt();
            forget();
        }
    }

    /** An index whose AH SA is missed is void from now on, also if the peer has not seen its credit. */
    private void forget() {
        if (ah != null && ah.isMissed(lastIndex)) {
            lastDigest = null;
        }
    }

    /** An authentic message was made with the key of an index. */
    void peerUses(long index) {
        if (ah != null) {
            ah.peerUses(index);
        }
    }

    /** AH SAs that take what comes in. */
    int standingSas() {
        return ah == null ? 0 : ah.standingCount();
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
        Installing taken = installing;
        if (taken != null) {
            taken.entry.destroy();
            installing = null;
        }
        if (ah != null) {
            ah.stop();
        }
        accepted.forEach(KeyEntry::destroy);
        accepted.clear();
    }

    long nextDeadlineNanos() {
        IncomingOffer incoming = gathering;
        long next = ah == null ? Long.MAX_VALUE : ah.nextDeadlineNanos();
        return incoming == null ? next : Math.min(next, Math.min(incoming.giveUpAtNanos, incoming.fetchAgainAtNanos));
    }
}
