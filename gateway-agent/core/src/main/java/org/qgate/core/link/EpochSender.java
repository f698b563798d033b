package org.qgate.core.link;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.Channel;
import org.qgate.core.model.Direction;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;
import org.qgate.core.wire.VoidSet;

/**
 * The master of an epoch's outbound direction: names keys in offers and learns from credits which of them the receiver
 * has installed (decisions 2, 4 and 7). Using them is the {@link KeyChanger}'s business.
 */
final class EpochSender {
    private final LinkContext context;
    private final Session session;
    private final KeySupply supply;
    private final Supplier<Status> status;
    private final RoundTrip roundTrip = new RoundTrip();
    private final NavigableMap<Long, OutboundKey> upcoming = new TreeMap<>();
    private final NavigableMap<Long, Tag> digests = new TreeMap<>();
    private final NavigableMap<Long, PendingOffer> unconfirmed = new TreeMap<>();
    private final DrawPause pause = new DrawPause();
    private final Direction direction;
    private long nextIndex = 1;
    private long creditSerial;
    private long creditTop;
    private long retirementPoint;
    private VoidSet voids = VoidSet.NONE;

    EpochSender(LinkContext context, Session session, KeySupply supply, Supplier<Status> status) {
        this.context = context;
        this.session = session;
        this.supply = supply;
        this.status = status;
        this.direction = context.role.sends();
    }

    /** Draws, offers and repeats what is due. */
    void act() {
        List<DrawnKey> ready = supply.takeLeasable(MessageCodec.OFFER_BLOCKS_MAX);
        if (!ready.isEmpty()) {
            offer(ready);
        }
        int wanted = wanted();
        if (wanted > 0 && context.now() >= pause.untilNanos()) {
            supply.want(wanted);
        }
        for (PendingOffer offer : unconfirmed.values()) {
            if (context.now() >= offer.repeatAtNanos) {
                context.counters.offersRepeated++;
                send(offer);
            }
        }
    }

    private int wanted() {
        int ahead = context.deadlines.aheadCount();
        int missing = ahead - upcoming.size();
        int batch = Math.max(1, ahead / 2);
        long room = retirementPoint + VoidSet.WINDOW_MAX / 2 - nextIndex;
        return missing < batch ? 0 : (int) Math.min(room, Math.min(missing, MessageCodec.OFFER_BLOCKS_MAX));
    }

    private void offer(List<DrawnKey> keys) {
        long first = nextIndex;
        List<Long> blocks = new ArrayList<>();
        List<Tag> offered = new ArrayList<>();
        long useBefore = context.now() + context.deadlines.creditAgeNanos();
        for (DrawnKey key : keys) {
            long index = nextIndex;
            SaName sa = new SaName(context.parameters.link(), session.epoch(), direction, Channel.DATA, index);
            Tag digest = session.keys().digest(direction, Channel.DATA, index, key.bits());
            KeyEntry entry = context.ledger.offer(key.block(), sa, key.bits());
            int spi = session.keys().spi(direction, Channel.DATA, index);
            upcoming.put(index, new OutboundKey(sa, entry, spi, useBefore));
            digests.put(index, digest);
            offered.add(digest);
            blocks.add(key.block().number());
            nextIndex = context.rules.indexAfter(index);
        }
        Tag confirmation = session.keys().confirmOffer(direction, Channel.DATA, first, offered);
        PendingOffer offer = new PendingOffer(first, List.copyOf(blocks), confirmation);
        unconfirmed.put(first, offer);
        send(offer);
    }

    private void send(PendingOffer offer) {
        offer.sequence = session.send(
                new Message.Offer(status.get(), Channel.DATA, offer.firstIndex, offer.blocks, offer.confirmation));
        offer.sentAtNanos = context.now();
        offer.repeatAtNanos = context.now() + roundTrip.repeatAfterNanos(offer.repeated++);
        context.counters.offersSent++;
    }

    /** Takes a credit: returns the keys that turned void by it. */
    List<OutboundKey> credited(Message.Credit credit) {
        if (!context.rules.acceptsCredit(credit.serial(), creditSerial)) {
            context.counters.messagesStale++;
            return List.of();
        }
        if (credit.topIndex() >= nextIndex
                || credit.topIndex() < creditTop
                || credit.retirementPoint() < retirementPoint) {
            context.report(new LinkNotice.PeerRefused("credit up to index " + credit.topIndex() + ", offered up to "
                    + (nextIndex - 1) + ", credited before up to " + creditTop));
            return List.of();
        }
        if (!context.rules.acceptsConfirmation(confirms(credit))) {
            context.counters.keyMismatches++;
            context.report(new LinkNotice.KeyMismatched(
                    session.epoch(), creditTop + 1, (int) (credit.topIndex() - creditTop)));
            return List.of();
        }
        pauseIfAllVoid(credit);
        creditSerial = credit.serial();
        creditTop = credit.topIndex();
        retirementPoint = credit.retirementPoint();
        voids = credit.voids();
        confirmOffers(credit);
        digests.headMap(retirementPoint, true).clear();
        return dropVoids();
    }

    /** A receiver that can install nothing must not burn the pool. */
    private void pauseIfAllVoid(Message.Credit credit) {
        if (credit.topIndex() > creditTop) {
            boolean useful = false;
            for (long index = creditTop + 1; index <= credit.topIndex(); index++) {
                useful |= !credit.voids().contains(index, credit.retirementPoint());
            }
            if (useful) {
                pause.end();
            } else {
                pause.lengthen(context.now());
            }
        }
    }

    /** The suite of the epoch's SAs. */
    Suite suite() {
        return session.suite();
    }

    /** This end's kernel refused an SA. */
    void refused() {
        pause.lengthen(context.now());
    }

    private boolean confirms(Message.Credit credit) {
        NavigableMap<Long, Tag> installed = new TreeMap<>();
        digests.subMap(credit.retirementPoint(), false, credit.topIndex(), true).forEach((index, digest) -> {
            if (!credit.voids().contains(index, credit.retirementPoint())) {
                installed.put(index, digest);
            }
        });
        Tag expected = session.keys()
                .confirmCredit(direction, Channel.DATA, credit.retirementPoint(), credit.topIndex(), installed);
        return expected.equals(credit.confirmation());
    }

    private void confirmOffers(Message.Credit credit) {
        unconfirmed.values().removeIf(offer -> {
            boolean done = offer.lastIndex() <= creditTop;
            if (done && offer.sequence == credit.offerSequence() && offer.repeated == 1) {
                roundTrip.measured(context.now() - offer.sentAtNanos);
            }
            return done;
        });
    }

    private List<OutboundKey> dropVoids() {
        List<OutboundKey> dropped = new ArrayList<>();
        upcoming.headMap(creditTop, true).values().removeIf(key -> {
            boolean gone = isVoid(key.sa.index());
            if (gone) {
                dropped.add(key);
            }
            return gone;
        });
        return dropped;
    }

    /** Whether the receiver declared an index void. */
    boolean isVoid(long index) {
        return index <= creditTop && voids.contains(index, retirementPoint);
    }

    /** Whether an index may protect a packet now. */
    boolean mayUse(OutboundKey key) {
        return context.rules.mayUse(key.sa.index(), creditTop, isVoid(key.sa.index()));
    }

    /** The keys not in use yet, by rising index. */
    NavigableMap<Long, OutboundKey> upcoming() {
        return upcoming;
    }

    /** An upcoming key by index. */
    @Nullable
    OutboundKey upcoming(long index) {
        return upcoming.get(index);
    }

    long epoch() {
        return session.epoch();
    }

    long creditTop() {
        return creditTop;
    }

    long creditSerial() {
        return creditSerial;
    }

    long offeredTop() {
        return nextIndex - 1;
    }

    RoundTrip roundTrip() {
        return roundTrip;
    }

    long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        if (wanted() > 0) {
            next = pause.untilNanos() > context.now() ? pause.untilNanos() : supply.retryAtNanos();
        }
        for (PendingOffer offer : unconfirmed.values()) {
            next = Math.min(next, offer.repeatAtNanos);
        }
        return next;
    }

    /** An offer whose indexes are not all credited. */
    private static final class PendingOffer {
        final long firstIndex;
        final List<Long> blocks;
        final Tag confirmation;
        long sequence;
        long sentAtNanos;
        long repeatAtNanos;
        int repeated;

        PendingOffer(long firstIndex, List<Long> blocks, Tag confirmation) {
            this.firstIndex = firstIndex;
            this.blocks = blocks;
            this.confirmation = confirmation;
        }

        long lastIndex() {
            return firstIndex + blocks.size() - 1;
        }
    }
}
