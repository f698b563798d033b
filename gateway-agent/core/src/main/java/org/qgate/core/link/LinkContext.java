package org.qgate.core.link;

import java.util.Optional;
import java.util.function.Consumer;
import org.qgate.core.ledger.DurableMarks;
import org.qgate.core.ledger.KeyLedger;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.Role;
import org.qgate.core.model.Suite;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.wire.LinkTag;

/** What all parts of a link share: parameters, the time of the event being handled, and where effects go. */
final class LinkContext {
    final LinkParameters parameters;
    final Role role;
    final long linkTag;
    final Entropy entropy;
    final ProtocolRules rules;
    final KeyLedger ledger;
    final DurableMarks marks;
    final LinkCounters counters = new LinkCounters();
    final Deadlines deadlines;

    private Consumer<LinkEffect> effects = effect -> {};
    private long nowNanos;
    private ChannelMarks peerSeen;
    private LinkTerms inForce;
    private LinkTerms proposed;
    private Optional<LinkTerms> acceptedToo = Optional.empty();

    LinkContext(LinkParameters parameters, Entropy entropy, ProtocolRules rules, LinkMarks restored) {
        this.parameters = parameters;
        this.role = parameters.role();
        this.linkTag = LinkTag.of(parameters);
        this.entropy = entropy;
        this.rules = rules;
        this.ledger = new KeyLedger(role, this::emit);
        this.marks = new DurableMarks(restored);
        this.deadlines = new Deadlines(parameters.timers());
        this.peerSeen = restored.peer();
        this.proposed = new LinkTerms(parameters.suite(), parameters.selectors());
        this.inForce = proposed;
    }

    /** The suite of the epoch in force, the configured one before the first. */
    Suite suite() {
        return inForce.suite();
    }

    /** What the epoch in force was agreed on with, the configured terms before the first. */
    LinkTerms inForce() {
        return inForce;
    }

    /** An epoch with these terms comes into force. */
    void follow(LinkTerms agreed) {
        inForce = agreed;
    }

    /** What this end proposes. */
    LinkTerms proposed() {
        return proposed;
    }

    /** What this end agrees to besides what it proposes. */
    Optional<LinkTerms> acceptedToo() {
        return acceptedToo;
    }

    void agreeTo(LinkTerms newlyProposed, Optional<LinkTerms> others) {
        proposed = newlyProposed;
        acceptedToo = others;
    }

    /** The highest blocks that the peer was seen to lease, or may have been before a restart. */
    ChannelMarks peerSeen() {
        return peerSeen;
    }

    /** The peer leased a block, or says that it may have. */
    void sawPeerBlock(Channel channel, long number) {
        peerSeen = peerSeen.raised(channel, number);
    }

    void begin(long now, Consumer<LinkEffect> sink) {
        nowNanos = now;
        effects = sink;
    }

    long now() {
        return nowNanos;
    }

    void emit(LinkEffect effect) {
        effects.accept(effect);
    }

    void report(LinkNotice notice) {
        emit(new LinkEffect.Report(notice));
    }
}
