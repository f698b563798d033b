package org.qgate.core.link;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.Role;
import org.qgate.core.model.SaName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Header;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;
import org.qgate.core.wire.Nonce;

/**
 * Answers a HELLO: cheap check first, then the bootstrap block is fetched, burnt durably, and the reply sent. The epoch
 * counts as confirmed with the proposer's first message in it (decisions 16 and 17).
 */
final class Answerer {
    /** Shortest time between two look-ups of bootstrap blocks, and between two stale answers. */
    static final long LOOKUP_NANOS = 20_000_000L;
    /** How long a look-up may take. */
    static final long GATHER_NANOS = 2_000_000_000L;
    /** Shortest time between two notices about a refused HELLO. */
    static final long NOTICE_NANOS = 10_000_000_000L;

    private final LinkContext context;
    private final HelloExchange exchange;
    private final HelloExchange.Agreement agreement;
    private final Proposer proposer;
    private final DowngradeGuard guard;
    private @Nullable Answer answer;
    private Decoded.@Nullable Wellformed answered;
    private byte @Nullable [] reply;
    private long nextLookupAtNanos = Long.MIN_VALUE;
    private long nextReplyAtNanos = Long.MIN_VALUE;
    private long nextRefusalAtNanos = Long.MIN_VALUE;
    private long nextNoticeAtNanos = Long.MIN_VALUE;

    /** A HELLO that passed the cheap check and waits for its bits, then for its marks. */
    private static final class Answer {
        final Decoded.Wellformed received;
        final Message.Hello hello;
        final LinkTerms terms;
        final long giveUpAtNanos;

        /** The bits of its block, which is taken over once that is durable. */
        @Nullable
        SecretBytes bits;

        Answer(Decoded.Wellformed received, Message.Hello hello, LinkTerms terms, long giveUpAtNanos) {
            this.received = received;
            this.hello = hello;
            this.terms = terms;
            this.giveUpAtNanos = giveUpAtNanos;
        }

        long epoch() {
            return received.header().epoch();
        }

        /** Whether this is its proposal, either in the other version or, once its reply waits for the marks alone, in whatever version. */
        boolean isUnderWayFor(Decoded.Wellformed repeated, Message.Hello again) {
            boolean otherVersion =
                    repeated.header().version() != received.header().version();
            return (otherVersion || bits != null) && repeated.header().epoch() == epoch() && again.equals(hello);
        }
    }

    Answerer(LinkContext context, HelloExchange exchange, Proposer proposer, HelloExchange.Agreement agreement) {
        this.context = context;
        this.exchange = exchange;
        this.proposer = proposer;
        this.agreement = agreement;
        this.guard = exchange.guard();
    }

    /** Takes a HELLO of the peer. */
    void greeted(Decoded.Wellformed received, Message.Hello hello) {
        if (!context.rules.acceptsTag(exchange.keys().linkTagMatches(received.bytes()))) {
            context.counters.messagesNotAuthentic++;
            return;
        }
        if (isAnswered(received, hello)) {
            repeatReply();
            return;
        }
        if (answer != null && answer.isUnderWayFor(received, hello)) {
            // Its block may count as seen already, and the proposal must not be called stale for that; nor is its other
            // form news.
            return;
        }
        Optional<LinkTerms> terms = exchange.agreeable(hello.terms());
        if (terms.isEmpty()) {
            exchange.differ(hello.terms());
            refuse(received, new Message.HelloRefused(hello.nonce(), exchange.terms()));
            return;
        }
        boolean newBlock = context.rules.acceptsBootstrap(
                hello.bootstrapBlock(), context.peerSeen().bootstrap());
        boolean peers = new KeyBlock(Channel.BOOTSTRAP, hello.bootstrapBlock()).owner() != context.role;
        if (isPast(received.header().epoch()) || !newBlock || !peers) {
            refuseAsStale(received, hello);
        } else if (losesTo(received.header().epoch())) {
            // What is held back on its way here may be held back on its way there too.
            guard.permits(received, hello);
            proposer.insist(DowngradeGuard.newestOfPeer(received, hello));
        } else if (!guard.permits(received, hello)) {
            refuseVersion(received, hello);
        } else if (answer == null && context.now() >= nextLookupAtNanos) {
            nextLookupAtNanos = context.now() + LOOKUP_NANOS;
            answer = new Answer(received, hello, terms.get(), context.now() + GATHER_NANOS);
            context.emit(new LinkEffect.FetchKey(
                    new KeyBlock(Channel.BOOTSTRAP, hello.bootstrapBlock()),
                    terms.get().suite().keyBytes()));
        }
    }

    /** Whether this is the HELLO that was answered last, or the same proposal in another version: its epoch has a version already. */
    private boolean isAnswered(Decoded.Wellformed received, Message.Hello hello) {
        Decoded.Wellformed last = answered;
        if (last == null) {
            return false;
        }
        boolean otherVersion = received.header().version() != last.header().version()
                && received.header().epoch() == last.header().epoch()
                && hello.equals(last.message());
        return otherVersion || Arrays.equals(received.bytes(), last.bytes());
    }

    /** Whether an epoch was used before; one that this end only proposes does not count. */
    private boolean isPast(long epoch) {
        long known = context.marks.epoch();
        return proposer.proposedEpoch() == 0 ? epoch <= known : epoch < proposer.proposedEpoch() && epoch < known;
    }

    /** Tie-break: the higher epoch wins, then the lower gateway. */
    private boolean losesTo(long epoch) {
        long ours = proposer.proposedEpoch();
        return ours > epoch || (ours == epoch && context.role == Role.LOW);
    }

    /** The other form of the proposal may be right behind; only where it stays away its proposer must know why nothing is agreed on. */
    private void refuseVersion(Decoded.Wellformed received, Message.Hello hello) {
        context.counters.messagesStale++;
        if (guard.isHeldBack()) {
            refuse(received, new Message.HelloRefused(hello.nonce(), hello.terms()));
        }
    }

    private void refuseAsStale(Decoded.Wellformed received, Message.Hello hello) {
        if (proposer.proposedEpoch() > 0 && context.now() >= nextRefusalAtNanos) {
            proposer.insist(DowngradeGuard.newestOfPeer(received, hello));
        }
        refuse(received, new Message.HelloStale(hello.nonce(), context.marks.epoch(), exchange.marks()));
    }

    private void refuse(Decoded.Wellformed received, Message refusal) {
        if (context.now() < nextRefusalAtNanos) {
            return;
        }
        nextRefusalAtNanos = context.now() + LOOKUP_NANOS;
        Header header = new Header(
                received.header().version(),
                context.linkTag,
                context.role.sends(),
                received.header().epoch(),
                0,
                0);
        byte[] bytes = exchange.keys().seal(MessageCodec.encodeUntagged(header, refusal));
        context.emit(new LinkEffect.SendDatagram(ControlPort.HELLO, bytes));
        context.counters.messagesSent++;
    }

    /** Takes the bits of a bootstrap block; false if they are not wanted. */
    boolean fetched(KeyBlock block, SecretBytes bits) {
        Answer open = answer;
        if (open == null || open.bits != null || open.hello.bootstrapBlock() != block.number()) {
            return false;
        }
        if (!context.rules.acceptsTag(
                exchange.keys().blockTagMatches(open.received.header().version(), open.received.bytes(), bits))) {
            context.counters.messagesNotAuthentic++;
            notice("HELLO of epoch " + open.epoch() + " is not made with this end's bits of " + block
                    + ": the two key sources disagree, or it is forged");
            answer = null;
            // Without an answer the proposer would repeat itself with this block for ever.
            context.sawPeerBlock(Channel.BOOTSTRAP, block.number());
            refuseAsStale(open.received, open.hello);
            return false;
        }
        open.bits = bits;
        context.sawPeerBlock(Channel.BOOTSTRAP, block.number());
        context.marks.require(need(open), context::emit);
        return true;
    }

    private static LinkMarks need(Answer open) {
        ChannelMarks peer = ChannelMarks.NONE.raised(Channel.BOOTSTRAP, open.hello.bootstrapBlock());
        return new LinkMarks(open.epoch(), ChannelMarks.NONE, peer);
    }

    /** Replies once the marks are durable. */
    void act() {
        Answer open = answer;
        if (open == null) {
            return;
        }
        SecretBytes bits = open.bits;
        if (bits != null && context.marks.covers(need(open))) {
            answer = null;
            if (losesTo(open.epoch())) {
                // An own proposal left meanwhile; the peer decides alike and answers that one.
                bits.close();
                proposer.insist(DowngradeGuard.newestOfPeer(open.received, open.hello));
            } else {
                proposer.heard(DowngradeGuard.newestOfPeer(open.received, open.hello));
                reply(open, take(open, bits));
            }
        } else if (bits == null && context.now() >= open.giveUpAtNanos) {
            answer = null;
        }
    }

    private KeyEntry take(Answer open, SecretBytes bits) {
        KeyBlock block = new KeyBlock(Channel.BOOTSTRAP, open.hello.bootstrapBlock());
        SaName sa = new SaName(context.parameters.link(), open.epoch(), context.role.receives(), Channel.BOOTSTRAP, 0);
        return context.ledger.reserve(block, sa, bits);
    }

    private void reply(Answer open, KeyEntry block) {
        Nonce nonce = exchange.nonce();
        int version = open.received.header().version();
        Header header = new Header(version, context.linkTag, context.role.sends(), open.epoch(), 0, 0);
        Message.HelloReply message = new Message.HelloReply(
                open.hello.bootstrapBlock(),
                open.hello.nonce(),
                nonce,
                exchange.marks(),
                HelloExchange.wire(open.terms));
        byte[] bytes =
                exchange.keys().sealWithBlock(version, MessageCodec.encodeUntagged(header, message), block.bits());
        var keys = exchange.keys()
                .epochKeys(version, block.bits(), context.linkTag, open.epoch(), open.hello.nonce(), nonce);
        block.install();
        block.destroy();
        exchange.take(open.hello.marks());
        answered = open.received;
        reply = bytes;
        proposer.giveWay();
        agreement.agreed(keys, open.terms, false);
        repeatReply();
    }

    private void repeatReply() {
        byte[] bytes = reply;
        if (bytes != null && context.now() >= nextReplyAtNanos) {
            nextReplyAtNanos = context.now() + LOOKUP_NANOS;
            context.emit(new LinkEffect.SendDatagram(ControlPort.HELLO, bytes));
            context.counters.messagesSent++;
        }
    }

    private void notice(String text) {
        if (context.now() >= nextNoticeAtNanos) {
            nextNoticeAtNanos = context.now() + NOTICE_NANOS;
            context.report(new LinkNotice.PeerRefused(text));
        }
    }

    /** The key source has not got the block: the peer repeats its HELLO and it is looked up again. */
    void fetchFailed(KeyBlock block) {
        Answer open = answer;
        if (open != null && open.bits == null && open.hello.bootstrapBlock() == block.number()) {
            answer = null;
        }
    }

    /** The link stops. */
    void stop() {
        Answer open = answer;
        if (open != null && open.bits != null) {
            open.bits.close();
        }
        answer = null;
    }

    long nextDeadlineNanos() {
        Answer open = answer;
        return open == null || open.bits != null ? Long.MAX_VALUE : open.giveUpAtNanos;
    }
}
