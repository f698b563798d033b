package org.qgate.core.link;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.Message;

/** Gathers the bits that DATA offers name: marks first, then the key source, again and again until a bound. */
final class OfferGathering {
    /** Offers gathered at a time; more are dropped, the sender repeats them. */
    static final int OFFERS_MAX = 16;
    /** Pause before missing bits are asked for again. */
    static final long FETCH_AGAIN_NANOS = 20_000_000L;

    private final LinkContext context;
    private final int blockBytes;
    private final Consumer<IncomingOffer> complete;
    private final Consumer<IncomingOffer> givenUp;
    private final NavigableMap<Long, IncomingOffer> offers = new TreeMap<>();

    OfferGathering(
            LinkContext context, int blockBytes, Consumer<IncomingOffer> complete, Consumer<IncomingOffer> givenUp) {
        this.context = context;
        this.blockBytes = blockBytes;
        this.complete = complete;
        this.givenUp = givenUp;
    }

    boolean isFull() {
        return offers.size() >= OFFERS_MAX;
    }

    void add(Message.Offer offer) {
        offers.put(offer.firstIndex(), new IncomingOffer(offer, context.now()));
        long last = lastBlock(offer);
        context.sawPeerBlock(Channel.DATA, last);
        context.marks.requirePeer(Channel.DATA, last, context::emit);
    }

    void act() {
        List.copyOf(offers.values()).forEach(this::gather);
    }

    private void gather(IncomingOffer incoming) {
        if (context.now() >= incoming.giveUpAtNanos) {
            offers.remove(incoming.offer.firstIndex());
            givenUp.accept(incoming);
            return;
        }
        ChannelMarks need = ChannelMarks.NONE.raised(Channel.DATA, lastBlock(incoming.offer));
        boolean due = !incoming.fetching || context.now() >= incoming.fetchAgainAtNanos;
        if (due && context.marks.covers(new LinkMarks(0, ChannelMarks.NONE, need))) {
            incoming.fetching = true;
            incoming.fetchAgainAtNanos = Long.MAX_VALUE;
            incoming.missing()
                    .forEach(block ->
                            context.emit(new LinkEffect.FetchKey(new KeyBlock(Channel.DATA, block), blockBytes)));
        }
    }

    private static long lastBlock(Message.Offer offer) {
        return offer.blocks().get(offer.blocks().size() - 1);
    }

    /** Takes the bits of a block; false if no offer wants them. */
    boolean fetched(long block, SecretBytes bits) {
        for (IncomingOffer incoming : List.copyOf(offers.values())) {
            if (incoming.take(block, bits)) {
                if (incoming.isComplete()) {
                    offers.remove(incoming.offer.firstIndex());
                    complete.accept(incoming);
                }
                return true;
            }
        }
        return false;
    }

    void fetchFailed(long block) {
        for (IncomingOffer incoming : offers.values()) {
            if (incoming.wants(block)) {
                incoming.fetchAgainAtNanos = context.now() + FETCH_AGAIN_NANOS;
            }
        }
    }

    void wipe() {
        offers.values().forEach(IncomingOffer::wipe);
        offers.clear();
    }

    long nextDeadlineNanos() {
        long next = Long.MAX_VALUE;
        for (IncomingOffer incoming : offers.values()) {
            next = Math.min(next, Math.min(incoming.giveUpAtNanos, incoming.fetchAgainAtNanos));
        }
        return next;
    }
}
