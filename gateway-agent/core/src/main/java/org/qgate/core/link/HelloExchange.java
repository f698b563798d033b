package org.qgate.core.link;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.core.ledger.DurableMarks;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.Suite;
import org.qgate.core.model.Versions;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.session.HelloKeys;
import org.qgate.core.wire.Marks;
import org.qgate.core.wire.Nonce;
import org.qgate.core.wire.Terms;

/** What proposer and answerer share: keys of the HELLO tags, the marks told and taken, nonces, and the guard of the version. */
final class HelloExchange {
    /** The peer's marks may be this far above ours without anything being lost: both are written ahead. */
    private static final long MARGIN = 2L * DurableMarks.AHEAD_BLOCKS;

    /** Added to the number of the suite in a HELLO: the control port is to be under AH. */
    static final int CONTROL_AH = 0x100;

    /** Proposals of AH, where this end has none, from which on the peer is taken to insist. */
    private static final int INSISTENCE = 3;

    private final LinkContext context;
    private final HelloKeys keys;
    private final KeySupply data;
    private final KeySupply control;
    private final DowngradeGuard guard;
    private long nextDifferenceAtNanos = Long.MIN_VALUE;
    private boolean peerDeclinesControlAh;
    private int unwantedControlAh;

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
        this.guard = new DowngradeGuard(context);
    }

    HelloKeys keys() {
        return keys;
    }

    DowngradeGuard guard() {
        return guard;
    }

    /** What this end proposes that both ends are configured with. */
    Terms terms() {
        return wire(proposal());
    }

    /** The terms in a message. */
    static Terms wire(LinkTerms terms) {
        return new Terms(terms.suite().code() + (terms.controlAh() ? CONTROL_AH : 0), terms.selectors());
    }

    private static boolean hasControlAh(Terms told) {
        return (told.suiteCode() & CONTROL_AH) != 0;
    }

    private static Terms withoutControlAh(Terms told) {
        return new Terms(told.suiteCode() & ~CONTROL_AH, told.selectors());
    }

    /** What this end proposes now. */
    LinkTerms proposal() {
        ControlAh wanted = context.parameters.controlAh();
        return context.proposed()
                .withControlAh(wanted == ControlAh.ON || (wanted == ControlAh.AUTO && !peerDeclinesControlAh));
    }

    /** Whether a refusal of a proposal leads to another one: the peer wants no AH, and this end can do without. */
    boolean yieldsTo(LinkTerms refused, Terms peer) {
        boolean yields = context.parameters.controlAh() == ControlAh.AUTO
                && refused.controlAh()
                && wire(refused.withControlAh(false)).equals(peer);
        peerDeclinesControlAh |= yields;
        return yields;
    }

    /** The terms of a proposal if this end agrees to them. */
    Optional<LinkTerms> agreeable(Terms told) {
        ControlAh wanted = context.parameters.controlAh();
        return Stream.concat(Stream.of(context.proposed()), context.acceptedToo().stream())
                .map(terms -> terms.withControlAh(hasControlAh(told)))
                .filter(terms -> wanted == ControlAh.AUTO || terms.controlAh() == (wanted == ControlAh.ON))
                .filter(terms -> wire(terms).equals(told))
                .findFirst();
    }

    /** Tells operators in what the peer is configured differently, at most every {@link Answerer#NOTICE_NANOS}. */
    void differ(Terms peer) {
        Terms own = terms();
        boolean ahDiffers = disagreesOnControlAh(own, peer);
        boolean othersDiffer = !withoutControlAh(own).equals(withoutControlAh(peer));
        if (context.now() < nextDifferenceAtNanos || !(ahDiffers || othersDiffer)) {
            return;
        }
        nextDifferenceAtNanos = context.now() + Answerer.NOTICE_NANOS;
        int ownSuite = withoutControlAh(own).suiteCode();
        int peerSuite = withoutControlAh(peer).suiteCode();
        if (ownSuite != peerSuite) {
            context.report(new LinkNotice.ParametersDiffer("suite", suite(ownSuite), suite(peerSuite)));
        }
        if (ahDiffers) {
            context.report(new LinkNotice.ParametersDiffer("control-ah", ah(own), ah(peer)));
        }
        if (own.selectors() != peer.selectors()) {
            context.report(new LinkNotice.ParametersDiffer(
                    "selectors or extended-sequence-numbers",
                    Long.toHexString(own.selectors()),
                    Long.toHexString(peer.selectors())));
        }
    }

    /** An end that can do without AH proposes once more, without; only one that insists is told of. */
    private boolean disagreesOnControlAh(Terms own, Terms peer) {
        if (context.parameters.controlAh() == ControlAh.AUTO || hasControlAh(own) == hasControlAh(peer)) {
            return false;
        }
        return hasControlAh(own) || ++unwantedControlAh >= INSISTENCE;
    }

    private static String ah(Terms terms) {
        return hasControlAh(terms) ? "on" : "off";
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

    /** A nonce that says nothing. */
    Nonce nonce() {
        byte[] bytes = new byte[Nonce.LENGTH];
        context.entropy.fill(bytes);
        return Nonce.of(bytes);
    }

    /** The nonce of a proposal, in whatever versions it is sent; it says which one is the newest. */
    Nonce proposalNonce() {
        int newest = context.parameters.versions().newest();
        return newest == Versions.OLDEST ? nonce() : Nonce.telling(newest, nonce().high());
    }
}
