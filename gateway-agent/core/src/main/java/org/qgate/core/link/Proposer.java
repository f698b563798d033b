package org.qgate.core.link;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.SaName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Header;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Terms;

/**
 * Proposes a new epoch: draws a bootstrap block, makes epoch and block durable, sends a HELLO and repeats the same bytes
 * until it is answered (decisions 16 and 17).
 */
final class Proposer {
    /** First wait for an answer. */
    static final long REPEAT_FIRST_NANOS = 100_000_000L;
    /** Longest wait for an answer. */
    static final long REPEAT_MAX_NANOS = 2_000_000_000L;
    /** Repetitions without an answer after which the version before is proposed as well to a peer that spoke the newest. */
    static final int ANSWERS_MISSED_MAX = 4;
    /** Answers that make a proposal stale, taken in a row before the proposer waits for the longest time. */
    static final int STALE_MAX = 8;

    /** Least wait for the proof of an epoch that the peer proposed, before this end proposes one after all. */
    static final long YIELD_NANOS = 2_000_000_000L;

    /** Repetitions after which the longest wait is reached. */
    private static final int REPEATED_SELDOM = 5;

    private final LinkContext context;
    private final HelloExchange exchange;
    private final HelloExchange.Agreement agreement;
    private boolean wanted;
    private long drawAtNanos = Long.MIN_VALUE;
    private @Nullable Proposal proposal;
    private int staleInRow;

    /** Whether the peer was last heard to speak this end's newest version; its operator may put an older program in place. */
    private boolean peerSpeaksNewest;

    private static final class Proposal {
        final long epoch;
        final DrawnKey drawn;
        final Nonce nonce;
        final LinkTerms terms;

        @Nullable
        Sent sent;

        long repeatAtNanos = Long.MAX_VALUE;
        int repeated;
        /** Transmissions since the peer last answered. */
        int unanswered;

        Proposal(long epoch, DrawnKey drawn, Nonce nonce, LinkTerms terms) {
            this.epoch = epoch;
            this.drawn = drawn;
            this.nonce = nonce;
            this.terms = terms;
        }
    }

    /**
     * What exists once the marks are durable; before that the block is not leased.
     *
     * @param block the leased block
     * @param newest the message made with it
     * @param lowest the same in the lowest version that this end speaks
     */
    private record Sent(KeyEntry block, byte[] newest, byte[] lowest) {}

    Proposer(LinkContext context, HelloExchange exchange, HelloExchange.Agreement agreement) {
        this.context = context;
        this.exchange = exchange;
        this.agreement = agreement;
    }

    /** Starts to propose an epoch, unless it does already. */
    void propose() {
        if (!wanted) {
            drawAtNanos = context.now();
        }
        wanted = true;
    }

    /** What this end proposes is another thing now: a proposal under way is given up for one of the new kind. */
    void termsChanged() {
        if (wanted) {
            dropProposal();
            drawAtNanos = context.now();
        }
    }

    boolean isActive() {
        return wanted;
    }

    /** The epoch on the way to the peer, 0 if none is. */
    long proposedEpoch() {
        return proposal == null ? 0 : proposal.epoch;
    }

    /**
     * The peer's proposal won and was answered; but the peer may have answered another of this end, or have died, so
     * that nobody proves anything. A wish for an epoch of this end therefore comes back after a while.
     */
    void giveWay() {
        dropProposal();
        drawAtNanos = context.now() + YIELD_NANOS + context.entropy.below(YIELD_NANOS);
    }

    /** Gives up: an epoch is confirmed, or the link stops. */
    void abandon() {
        wanted = false;
        dropProposal();
    }

    private void dropProposal() {
        Proposal open = proposal;
        if (open != null) {
            Sent sent = open.sent;
            if (sent == null) {
                open.drawn.bits().close();
            } else {
                sent.block.destroy();
            }
            proposal = null;
        }
    }

    /** Draws, sends and repeats what is due. */
    void act() {
        Proposal open = proposal;
        if (open == null) {
            if (wanted && context.now() >= drawAtNanos) {
                drawAtNanos = context.now() + KeySupply.ANSWER_NANOS;
                long from =
                        context.rules.blockAfter(context.marks.wanted().own().bootstrap(), context.role.parity());
                int bytes = context.proposed().suite().keyBytes();
                context.emit(new LinkEffect.DrawKeys(Channel.BOOTSTRAP, from, 1, bytes));
            }
        } else if (open.sent == null) {
            if (context.marks.covers(need(open))) {
                Sent first = lease(open);
                open.sent = first;
                send(open, first);
            }
        } else if (context.now() >= open.repeatAtNanos) {
            send(open, open.sent);
        }
    }

    private LinkMarks need(Proposal open) {
        long block = open.drawn.block().number();
        return new LinkMarks(open.epoch, ChannelMarks.NONE.raised(Channel.BOOTSTRAP, block), ChannelMarks.NONE);
    }

    private Sent lease(Proposal open) {
        SaName sa = new SaName(context.parameters.link(), open.epoch, context.role.sends(), Channel.BOOTSTRAP, 0);
        KeyEntry block = context.ledger.offer(open.drawn.block(), sa, open.drawn.bits());
        Message.Hello hello =
                new Message.Hello(block.block().number(), open.nonce, exchange.marks(), HelloExchange.wire(open.terms));
        return new Sent(
                block,
                sealed(context.parameters.versions().newest(), open, block, hello),
                sealed(context.parameters.versions().lowest(), open, block, hello));
    }

    private byte[] sealed(int version, Proposal open, KeyEntry block, Message.Hello hello) {
        Header header = new Header(version, context.linkTag, context.role.sends(), open.epoch, 0, 0);
        return exchange.keys().sealWithBlock(version, MessageCodec.encodeUntagged(header, hello), block.bits());
    }

    /**
     * Both forms at once, the newest first: a peer of either version answers the same repetition, and one that speaks both has seen
     * the newest when the other comes. To a peer that spoke the newest, that alone for a while.
     */
    private void send(Proposal open, Sent sent) {
        transmit(sent.newest);
        boolean both = !peerSpeaksNewest || open.unanswered > ANSWERS_MISSED_MAX;
        if (both
                && context.parameters.versions().lowest()
                        < context.parameters.versions().newest()) {
            transmit(sent.lowest);
        }
        open.unanswered++;
        long wait = Math.min(REPEAT_MAX_NANOS, REPEAT_FIRST_NANOS << Math.min(open.repeated++, 5));
        open.repeatAtNanos = context.now() + wait + context.entropy.below(wait / 4);
    }

    private void transmit(byte[] hello) {
        context.emit(new LinkEffect.SendDatagram(ControlPort.HELLO, hello));
        context.counters.messagesSent++;
    }

    /** The key source gave the bootstrap block. */
    void drawn(List<DrawnKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        DrawnKey first = keys.get(0);
        keys.subList(1, keys.size()).forEach(key -> key.bits().close());
        long last = context.marks.wanted().own().bootstrap();
        LinkTerms terms = exchange.proposal();
        boolean fits = first.bits().length() == terms.suite().keyBytes();
        if (!wanted || proposal != null || first.block().number() <= last || !fits) {
            first.bits().close();
            drawAtNanos = fits ? drawAtNanos : context.now();
            return;
        }
        long epoch = context.marks.epoch() + 1;
        Proposal open = new Proposal(epoch, first, exchange.proposalNonce(), terms);
        proposal = open;
        context.marks.require(need(open), context::emit);
    }

    /** The key source had nothing. */
    void drawFailed() {
        drawAtNanos = context.now() + 10 * KeySupply.RETRY_NANOS;
    }

    /** An answer came; it counts only if it answers the open proposal and both its tags are right. */
    void replied(Decoded.Wellformed received, Message.HelloReply reply) {
        Proposal open = proposal;
        Sent sent = open == null ? null : open.sent;
        if (open == null
                || sent == null
                || received.header().epoch() != open.epoch
                || !reply.proposerNonce().equals(open.nonce)
                || !reply.terms().equals(HelloExchange.wire(open.terms))) {
            context.counters.messagesStale++;
            return;
        }
        boolean authentic = exchange.keys().linkTagMatches(received.bytes())
                && exchange.keys().blockTagMatches(received.header().version(), received.bytes(), sent.block.bits());
        if (!context.rules.acceptsTag(authentic)) {
            context.counters.messagesNotAuthentic++;
            return;
        }
        context.counters.messagesReceived++;
        heard(received.header().version());
        exchange.take(reply.marks());
        var keys = exchange.keys()
                .epochKeys(
                        received.header().version(),
                        sent.block.bits(),
                        context.linkTag,
                        open.epoch,
                        open.nonce,
                        reply.nonce());
        sent.block.install();
        abandon();
        staleInRow = 0;
        agreement.agreed(keys, open.terms, true);
    }

    /** The peer knows a later epoch: this end's disk is older than its past, or the peer restarted it. */
    void stale(Decoded.Wellformed received, Message.HelloStale stale) {
        Proposal open = proposal;
        if (open == null || open.sent == null || !stale.proposerNonce().equals(open.nonce)) {
            context.counters.messagesStale++;
            return;
        }
        if (!context.rules.acceptsTag(exchange.keys().linkTagMatches(received.bytes()))) {
            context.counters.messagesNotAuthentic++;
            return;
        }
        context.counters.messagesReceived++;
        heard(received.header().version());
        dropProposal();
        exchange.take(stale.marks());
        ChannelMarks own =
                ChannelMarks.NONE.raised(Channel.BOOTSTRAP, stale.marks().seenBootstrap());
        // On first contact under loss both ends may know the same epoch; only what this end cannot know is a sign of an
        // old disk.
        if (stale.epochUsed() > open.epoch
                || stale.marks().seenBootstrap() > open.drawn.block().number()) {
            context.report(new LinkNotice.OldStateDetected("the peer knows epoch " + stale.epochUsed()
                    + " and bootstrap block " + stale.marks().seenBootstrap() + "; going on above them"));
        }
        context.marks.require(new LinkMarks(stale.epochUsed(), own, ChannelMarks.NONE), context::emit);
        staleInRow++;
        drawAtNanos = context.now() + (staleInRow < STALE_MAX ? REPEAT_FIRST_NANOS : REPEAT_MAX_NANOS);
    }

    /** The peer does not agree: to the version, or since it is configured differently. */
    void refused(Decoded.Wellformed received, Message.HelloRefused refused) {
        Proposal open = proposal;
        if (open == null || open.sent == null || !refused.proposerNonce().equals(open.nonce)) {
            context.counters.messagesStale++;
            return;
        }
        if (!context.rules.acceptsTag(exchange.keys().linkTagMatches(received.bytes()))) {
            context.counters.messagesNotAuthentic++;
            return;
        }
        context.counters.messagesReceived++;
        int version = received.header().version();
        if (version < context.parameters.versions().newest()
                && refused.terms().equals(HelloExchange.wire(open.terms))) {
            exchange.guard().heardFromPeer(version);
            return;
        }
        heard(version);
        disagreed(open, refused.terms());
    }

    /** Operators must act, unless this end can do without what the peer does not want; else the proposal is repeated seldom. */
    private void disagreed(Proposal open, Terms ofPeer) {
        if (exchange.yieldsTo(open.terms, ofPeer)) {
            dropProposal();
            drawAtNanos = context.now();
        } else {
            exchange.differ(ofPeer);
            open.repeated = REPEATED_SELDOM;
            open.unanswered = 0;
        }
    }

    /**
     * Repeats at once, at most every {@link #REPEAT_FIRST_NANOS}: the peer proposes too and must learn that it lost.
     *
     * @param newestOfPeer the newest version that it speaks
     */
    void insist(int newestOfPeer) {
        Proposal open = proposal;
        if (open != null && open.repeated > 1) {
            open.repeatAtNanos = Math.min(open.repeatAtNanos, context.now() + REPEAT_FIRST_NANOS);
        }
        heard(newestOfPeer);
    }

    /** An authentic answer or proposal of the peer tells what it speaks. */
    void heard(int version) {
        peerSpeaksNewest = version >= context.parameters.versions().newest();
    }

    long nextDeadlineNanos() {
        Proposal open = proposal;
        if (open != null) {
            return open.repeatAtNanos;
        }
        return wanted ? drawAtNanos : Long.MAX_VALUE;
    }
}
