package org.qgate.core.link;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.FailReason;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;
import org.qgate.core.wire.VoidSet;

/**
 * The slave of an epoch's inbound direction: gathers the bits that offers name, checks that both ends hold the same
 * ones, installs them ahead of use, tells the sender what really stands, and retires by time what the sender left
 * (decisions 2, 4, 6, 7 and 9).
 */
final class EpochReceiver {
    /** The retirement point waits for the next credit up to this many indexes; a sender with a full window needs it. */
    private static final int RETIREMENT_TOLD_AFTER = VoidSet.WINDOW_MAX / 8;

    private final LinkContext context;
    private final Session session;
    private final Direction direction;
    private final long blockFloor;
    private final NavigableMap<Long, InboundKey> keys = new TreeMap<>();
    private final OfferGathering gathering;
    private final Map<SaName, InboundKey> doomed = new LinkedHashMap<>();
    private final Retirements retirements = new Retirements();
    private final CreditClock credits;
    private final FailReports fails;
    private long retiredBlock;
    private long retirementPoint;
    private long retirementPointTold;
    private long topIndex;
    private long senderCurrent;
    private long offerSequence;
    private final Set<Integer> spis = new HashSet<>();
    private int installing;
    private boolean superseded;

    /**
     * Starts with nothing.
     *
     * @param blockFloor blocks up to this have been seen leased before
     */
    EpochReceiver(LinkContext context, Session session, long blockFloor, RoundTrip roundTrip) {
        this.context = context;
        this.session = session;
        this.direction = context.role.receives();
        this.blockFloor = blockFloor;
        this.retiredBlock = blockFloor;
        this.credits = new CreditClock(roundTrip);
        this.fails = new FailReports(context, session);
        this.gathering = new OfferGathering(context, session.suite().keyBytes(), this::confirm, this::notDelivered);
    }

    /** Takes an authentic offer. */
    void offered(Message.Offer offer, long sequence) {
        long first = offer.firstIndex();
        long last = first + offer.blocks().size() - 1;
        offerSequence = Math.max(offerSequence, sequence);
        if (last <= retirementPoint || OfferCheck.isKnown(offer, keys, retirementPoint)) {
            credits.repeatNow(context.now());
            return;
        }
        if (superseded || last > retirementPoint + VoidSet.WINDOW_MAX || gathering.isFull()) {
            return;
        }
        boolean free = keys.subMap(first, true, last, true).isEmpty() && first > retirementPoint;
        if (free) {
            enter(offer);
        }
        if (free && OfferCheck.isUnused(context, offer, keys, retiredBlock, blockFloor)) {
            gathering.add(offer);
            return;
        }
        fails.tell(FailReason.BLOCK_REFUSED, first, offer.blocks().size());
        context.report(new LinkNotice.PeerRefused("offer of indexes " + first + " to " + last
                + " names blocks that were leased before or are not the peer's"));
        if (free) {
            context.counters.offersRefused++;
            voidRange(offer, "its block was leased before");
        }
    }

    private void enter(Message.Offer offer) {
        long index = offer.firstIndex();
        for (long block : offer.blocks()) {
            SaName sa = new SaName(context.parameters.link(), session.epoch(), direction, Channel.DATA, index);
            keys.put(index, new InboundKey(sa, block, session.keys().spi(direction, Channel.DATA, index)));
            index++;
        }
    }

    /** Fetches, gives up, retires and gives credit as is due. */
    void act(Status status) {
        gathering.act();
        fails.act(status, superseded);
        long retired = retirements.takeDue(context.now());
        if (retired > 0) {
            remove(keys.headMap(retired, true));
        }
        if (!superseded && credits.isDue(context.now(), installing > 0)) {
            sendCredit(status);
        }
    }

    /** Takes the bits of a block; false if they are not wanted here. */
    boolean fetched(long block, SecretBytes bits) {
        return gathering.fetched(block, bits);
    }

    /** The key source has not got a block yet. */
    void fetchFailed(long block) {
        gathering.fetchFailed(block);
    }

    private void confirm(IncomingOffer incoming) {
        Message.Offer offer = incoming.offer;
        List<SecretBytes> secrets = incoming.secrets();
        List<Tag> digests = new ArrayList<>();
        for (int i = 0; i < secrets.size(); i++) {
            digests.add(session.keys().digest(direction, Channel.DATA, offer.firstIndex() + i, secrets.get(i)));
        }
        Tag expected = session.keys().confirmOffer(direction, Channel.DATA, offer.firstIndex(), digests);
        if (!context.rules.acceptsConfirmation(expected.equals(offer.confirmation()))) {
            context.counters.keyMismatches++;
            context.report(new LinkNotice.KeyMismatched(session.epoch(), offer.firstIndex(), secrets.size()));
            incoming.wipe();
            fails.tell(FailReason.KEYS_DIFFER, offer.firstIndex(), secrets.size());
            voidRange(offer, "the two ends hold different bits");
            return;
        }
        for (int i = 0; i < secrets.size(); i++) {
            InboundKey key = require(offer.firstIndex() + i);
            key.digest = digests.get(i);
            install(key, secrets.get(i));
        }
    }

    private void install(InboundKey key, SecretBytes bits) {
        key.entry = context.ledger.reserve(new KeyBlock(Channel.DATA, key.block), key.sa, bits);
        context.counters.blocksAccepted++;
        if (!spis.add(key.spi)) {
            fails.tell(FailReason.SPI_TAKEN, key.sa.index(), 1);
            makeVoid(key, "its SPI is taken by another index");
            return;
        }
        key.stage = InboundKey.Stage.INSTALLING;
        installing++;
        var limits = context.deadlines.inboundLimits(session.suite());
        context.emit(new LinkEffect.InstallInbound(key.sa, key.spi, session.suite(), bits, limits));
        if (context.rules.countsForCredit(false)) {
            raiseTop();
        }
    }

    /** The kernel has the inbound SA. */
    void installed(SaName sa) {
        installing--;
        InboundKey unwanted = doomed.remove(sa);
        if (unwanted != null) {
            context.emit(new LinkEffect.DeleteInbound(sa, unwanted.spi));
            destroy(unwanted);
            return;
        }
        InboundKey key = keys.get(sa.index());
        if (key != null && key.stage == InboundKey.Stage.INSTALLING && key.entry != null) {
            key.stage = InboundKey.Stage.INSTALLED;
            key.entry.install();
            context.counters.inboundInstalled++;
            raiseTop();
        }
    }

    /** The kernel refused the inbound SA: the index is void. */
    void refused(SaName sa, String reason) {
        installing--;
        InboundKey unwanted = doomed.remove(sa);
        InboundKey key = unwanted == null ? keys.get(sa.index()) : unwanted;
        if (unwanted != null) {
            destroy(unwanted);
        } else if (key != null && key.stage == InboundKey.Stage.INSTALLING) {
            fails.tell(FailReason.SA_REFUSED, sa.index(), 1);
            makeVoid(key, reason);
        }
    }

    /** An inbound SA reached a lifetime or was lost; if that is before the sender left it, its index is void. */
    void expired(SaName sa, boolean hard) {
        InboundKey key = keys.get(sa.index());
        if (hard && key != null && key.stage == InboundKey.Stage.INSTALLED && sa.index() > retirementPoint) {
            fails.tell(FailReason.SA_LOST, sa.index(), 1);
            // One that somebody changed still stands.
            context.emit(new LinkEffect.DeleteInbound(sa, key.spi));
            makeVoid(key, "lost in the kernel");
        }
    }

    /** What the peer sends under an index does not decipher: it is void, and stands until the peer has left it. */
    void condemn(long index, String reason) {
        InboundKey key = keys.get(index);
        if (key != null && key.stage == InboundKey.Stage.INSTALLED && !key.condemned) {
            key.condemned = true;
            fails.tell(FailReason.NOT_DECIPHERED, index, 1);
            context.counters.inboundVoids++;
            context.report(new LinkNotice.IndexVoided(session.epoch(), index, true, reason));
            credits.changed(context.now());
        }
    }

    private void notDelivered(IncomingOffer incoming) {
        incoming.wipe();
        fails.tell(
                FailReason.NOT_DELIVERED,
                incoming.offer.firstIndex(),
                incoming.offer.blocks().size());
        voidRange(incoming.offer, "the key source did not deliver its bits");
    }

    private void voidRange(Message.Offer offer, String reason) {
        long index = offer.firstIndex();
        for (int i = 0; i < offer.blocks().size(); i++) {
            InboundKey key = keys.get(index + i);
            if (key != null) {
                makeVoid(key, reason);
            }
        }
    }

    private void makeVoid(InboundKey key, String reason) {
        context.counters.inboundVoids++;
        context.report(new LinkNotice.IndexVoided(session.epoch(), key.sa.index(), true, reason));
        destroy(key);
        key.stage = InboundKey.Stage.VOID;
        credits.changed(context.now());
        raiseTop();
    }

    private void raiseTop() {
        while (true) {
            InboundKey next = keys.get(topIndex + 1);
            boolean stands = next != null
                    && (next.stage == InboundKey.Stage.VOID
                            || next.stage == InboundKey.Stage.INSTALLED
                            || (next.stage == InboundKey.Stage.INSTALLING && context.rules.countsForCredit(false)));
            if (!stands) {
                return;
            }
            topIndex++;
            credits.changed(context.now());
        }
    }

    /** The peer says which index of this epoch it uses and which credit it has seen. */
    void senderSaid(Status status) {
        credits.seen(status.creditSeen());
        if (status.currentIndex() > senderCurrent && status.currentIndex() <= topIndex) {
            senderCurrent = status.currentIndex();
            retireUpTo(senderCurrent - 1);
        }
    }

    /** The peer's packets leave under a newer epoch: everything here retires. */
    void supersededBySwitch() {
        supersede();
        retireUpTo(Long.MAX_VALUE);
    }

    /** A newer epoch is agreed on; what is not credited yet never will be and goes. */
    void supersede() {
        superseded = true;
        gathering.wipe();
        remove(keys.tailMap(context.rules.keepsOldEpoch() ? topIndex : 0, false));
    }

    private void retireUpTo(long index) {
        if (index > retirementPoint) {
            long at = context.rules.inboundRetirementAt(
                    context.now(), context.deadlines.timers().retirementNanos());
            retirements.add(index, at);
        }
    }

    private void remove(NavigableMap<Long, InboundKey> gone) {
        for (InboundKey key : gone.values()) {
            retiredBlock = Math.max(retiredBlock, key.block);
            if (key.stage == InboundKey.Stage.INSTALLING) {
                doomed.put(key.sa, key);
            } else {
                if (key.stage == InboundKey.Stage.INSTALLED) {
                    context.emit(new LinkEffect.DeleteInbound(key.sa, key.spi));
                    context.counters.inboundRetired++;
                }
                destroy(key);
            }
        }
        long last = gone.isEmpty() ? 0 : gone.lastKey();
        gone.clear();
        if (last > 0 && !superseded) {
            retirementPoint = Math.min(last, topIndex);
            if (retirementPoint - retirementPointTold >= RETIREMENT_TOLD_AFTER) {
                credits.changed(context.now());
            } else {
                credits.changedQuietly();
            }
        }
    }

    private void destroy(InboundKey key) {
        if (key.stage == InboundKey.Stage.INSTALLING || key.stage == InboundKey.Stage.INSTALLED) {
            spis.remove(key.spi);
        }
        if (key.entry != null) {
            key.entry.destroy();
        }
    }

    private void sendCredit(Status status) {
        CreditStatement statement = CreditStatement.of(keys, retirementPoint, topIndex);
        session.send(new Message.Credit(
                status,
                Channel.DATA,
                credits.serial(),
                offerSequence,
                retirementPoint,
                topIndex,
                statement.voids(),
                statement.confirmation(session.keys(), direction)));
        context.counters.creditsSent++;
        retirementPointTold = retirementPoint;
        credits.sent(context.now());
    }

    private InboundKey require(long index) {
        InboundKey key = keys.get(index);
        if (key == null) {
            throw new IllegalStateException("index " + index + " of epoch " + session.epoch() + " was not entered");
        }
        return key;
    }

    /** Deletes all that stands, for the end of the link. */
    void stop() {
        superseded = true;
        gathering.wipe();
        remove(keys);
    }

    long epoch() {
        return session.epoch();
    }

    boolean isEmpty() {
        return doomed.isEmpty() && residentCount() == 0;
    }

    long topIndex() {
        return topIndex;
    }

    long retirementPoint() {
        return retirementPoint;
    }

    long senderCurrent() {
        return senderCurrent;
    }

    int residentCount() {
        return (int) keys.values().stream()
                .filter(key -> key.stage == InboundKey.Stage.INSTALLED)
                .count();
    }

    @Nullable
    InboundKey key(long index) {
        return keys.get(index);
    }

    long nextDeadlineNanos() {
        long next = superseded ? Long.MAX_VALUE : credits.nextDeadlineNanos();
        next = Math.min(next, retirements.nextDeadlineNanos());
        return Math.min(next, gathering.nextDeadlineNanos());
    }
}
