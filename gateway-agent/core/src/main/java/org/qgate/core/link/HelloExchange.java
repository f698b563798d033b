package org.qgate.core.link;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.core.ledger.DurableMarks;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.session.HelloKeys;
import org.qgate.core.wire.Marks;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Terms;

/** What proposer and answerer share: keys of the HELLO tags, the marks told and taken, nonces. */
final class HelloExchange {
    /** The peer's marks may be this far above ours without anything being lost: both are written ahead. */
    private static final long MARGIN = 2L * DurableMarks.AHEAD_BLOCKS;

    private final LinkContext context;
    private final HelloKeys keys;
    private final KeySupply data;
    private final KeySupply control;
    private long nextDifferenceAtNanos = Long.MIN_VALUE;

    /** An epoch that both ends can compute now. */
    interface Agreement {
        /**
         * Called once per agreed epoch.
         *
         * @param keys the epoch's keys
         * @param terms what both ends agreed on
         * @param confirmed whether the peer has proven that it holds them too
         */
        void agreed(EpochKeys keys, LinkTerms terms, boolean confirmed);
    }

    HelloExchange(LinkContext context, HelloKeys keys, KeySupply data, KeySupply control) {
        this.context = context;
        this.keys = keys;
        this.data = data;
        this.control = control;
    }

    HelloKeys keys() {
        return keys;
    }

    /** What this end proposes that both ends are configured with. */
    Terms terms() {
        return wire(context.proposed());
    }

    /** The terms in a message. */
    static Terms wire(LinkTerms terms) {
        return new Terms(terms.suite().code(), terms.selectors());
    }

    /** The terms of a proposal if this end agrees to them. */
    Optional<LinkTerms> agreeable(Terms told) {
        return Stream.concat(Stream.of(context.proposed()), context.acceptedToo().stream())
                .filter(terms -> wire(terms).equals(told))
                .findFirst();
    }

    /** Tells operators in what the peer is configured differently, at most every {@link Answerer#NOTICE_NANOS}. */
    void differ(Terms peer) {
        if (context.now() < nextDifferenceAtNanos) {
            return;
        }
        nextDifferenceAtNanos = context.now() + Answerer.NOTICE_NANOS;
        Terms own = terms();
        if (own.suiteCode() != peer.suiteCode()) {
            context.report(new LinkNotice.ParametersDiffer("suite", suite(own.suiteCode()), suite(peer.suiteCode())));
        }
        if (own.selectors() != peer.selectors()) {
            context.report(new LinkNotice.ParametersDiffer(
                    "selectors or extended-sequence-numbers",
                    Long.toHexString(own.selectors()),
                    Long.toHexString(peer.selectors())));
        }
    }

    private static String suite(int code) {
        return Arrays.stream(Suite.values())
                .filter(suite -> suite.code() == code)
                .map(Suite::configurationName)
                .findFirst()
                .orElse("suite number " + code);
    }

    /** Where this end stands. */
    Marks marks() {
        ChannelMarks seen = context.peerSeen();
        return new Marks(data.lastLeased(), control.lastLeased(), seen.data(), seen.control(), seen.bootstrap());
    }

    /** Both ends go on above the higher of their marks (decision 16). */
    void take(Marks told) {
        ChannelMarks durable = context.marks.durable().own();
        if (told.seenData() > durable.data() + MARGIN || told.seenControl() > durable.control() + MARGIN) {
            context.report(new LinkNotice.OldStateDetected("the peer saw blocks DATA#" + told.seenData()
                    + " and CONTROL#" + told.seenControl() + " leased by this end, whose own record ends at DATA#"
                    + durable.data() + " and CONTROL#" + durable.control()));
        }
        data.resumeAfter(told.seenData());
        control.resumeAfter(told.seenControl());
        context.sawPeerBlock(Channel.DATA, told.ownData());
        context.sawPeerBlock(Channel.CONTROL, told.ownControl());
    }

    Nonce nonce() {
        byte[] bytes = new byte[Nonce.LENGTH];
        context.entropy.fill(bytes);
        return Nonce.of(bytes);
    }
}
