package org.qgate.core.link;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qgate.core.model.Channel;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkParameters;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.SaName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.session.HelloKeys;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/**
 * One link at one gateway: the rapid rekeying protocol without threads, clock or I/O.
 *
 * <p>Feed it events in the order in which they happen and carry out the effects in the order in which they come; never
 * call it again before {@link #handle} has returned. After each event ask {@link #nextDeadlineNanos} and feed {@link
 * LinkEvent.DeadlineReached} then.
 */
public final class Link {
    /** Older epochs whose inbound SAs may still stand; beyond that the oldest goes. */
    public static final int OLD_EPOCHS_MAX = 8;
    /** Ranges with different bits in one epoch before a new one is wanted. */
    public static final int MISMATCHES_MAX = 3;

    private final LinkContext context;
    private final KeySupply data;
    private final KeySupply control;
    private final KeyDelivery keys;
    private final Proposer proposer;
    private final Answerer answerer;
    private final KeyChanger changer;
    private final AutomaticReset automaticReset;
    private final Liveness liveness;
    private final Predecessors predecessors;
    private final PeriodGovernor governor;
    private final SnapshotMaker snapshots;
    private final ControlSas controlSas;
    private final TrafficHold traffic;
    private final OldEpochs old = new OldEpochs();
    private @Nullable Conversation current;
    private @Nullable Pending pending;
    private boolean peerClosed;
    private boolean stopped;

    /** An epoch that this end has answered and that nobody has spoken in. */
    private record Pending(EpochKeys keys, LinkTerms terms) {}

    /**
     * A link that has not started.
     *
     * @param parameters what both ends agree on, and this end's timers
     * @param provisioned the link's provisioned secret; stays the caller's and must outlive the link
     * @param entropy for nonces and jitter
     * @param rules {@link ProtocolRules#NORMATIVE}
     * @param restored the marks from stable storage
     * @param nowNanos the time
     */
    public Link(
            LinkParameters parameters,
            SecretBytes provisioned,
            Entropy entropy,
            ProtocolRules rules,
            LinkMarks restored,
            long nowNanos) {
        context = new LinkContext(parameters, entropy, rules, restored);
        context.begin(nowNanos, effect -> {});
        data = new KeySupply(context, Channel.DATA);
        control = new KeySupply(context, Channel.CONTROL);
        HelloExchange exchange = new HelloExchange(context, new HelloKeys(provisioned), data, control);
        proposer = new Proposer(context, exchange, this::agreed);
        answerer = new Answerer(context, exchange, proposer, this::agreed);
        keys = new KeyDelivery(data, control, proposer, answerer);
        changer = new KeyChanger(context);
        traffic = new TrafficHold(changer);
        automaticReset = new AutomaticReset(context, this::reset);
        controlSas = new ControlSas(context);
        liveness = new Liveness(context);
        predecessors = new Predecessors(context);
        governor = new PeriodGovernor(context, changer::periodChanged);
        snapshots = new SnapshotMaker(context, changer, governor);
    }

    /** Handles one event; {@code effects} is called for each effect, in order, before this returns. */
    public void handle(LinkEvent event, long nowNanos, Consumer<LinkEffect> effects) {
        context.begin(nowNanos, effects);
        if (stopped) {
            if (event instanceof LinkEvent.OutboundBlocked || event instanceof LinkEvent.BlockRefused) {
                changer.stopped();
            }
            KeyDelivery.discard(event);
            return;
        }
        dispatch(event);
        if (!stopped) {
            act();
        }
    }

    private void dispatch(LinkEvent event) {
        if (event instanceof LinkEvent.DatagramReceived datagram) {
            received(datagram);
        } else if (event instanceof LinkEvent.MarksPersisted persisted) {
            context.marks.persisted(persisted.marks(), context::emit);
        } else if (event instanceof LinkEvent.MarksPersistFailed failed) {
            context.marks.failed(context.now());
            context.report(new LinkNotice.StorageFailed(failed.reason()));
        } else if (event instanceof LinkEvent.PoolReported pool) {
            governor.poolReported(pool.bitsAvailable(), pool.bitsPerSecond());
        } else if (event instanceof LinkEvent.OutboundCounted counted) {
            governor.sent(counted.bytes());
        } else if (event instanceof LinkEvent.InboundCounted counted) {
            Conversation conversation = current;
            if (conversation != null) {
                automaticReset.counted(counted, conversation.receiver());
            }
        } else if (!keys.take(event, current)
                && !controlSas.take(event, current)
                && !traffic.take(event, current)
                && !dispatchSa(event)) {
            dispatchCommand(event);
        }
    }

    private boolean dispatchSa(LinkEvent event) {
        if (event instanceof LinkEvent.OutboundInstalled installed) {
            changer.installed(installed.sa());
        } else if (event instanceof LinkEvent.OutboundRefused refused) {
            changer.refused(refused.sa(), refused.reason());
        } else if (event instanceof LinkEvent.OutboundSwitched switched) {
            changer.switched(switched.sa());
        } else if (event instanceof LinkEvent.SwitchRefused refused) {
            changer.switchRefused(refused.sa(), refused.reason());
        } else if (event instanceof LinkEvent.InboundInstalled installed) {
            withReceiver(installed.sa(), receiver -> receiver.installed(installed.sa()));
        } else if (event instanceof LinkEvent.InboundRefused refused) {
            withReceiver(refused.sa(), receiver -> receiver.refused(refused.sa(), refused.reason()));
        } else if (event instanceof LinkEvent.SaExpired expired) {
            if (expired.sa().direction() == context.role.sends()) {
                changer.expired(expired.sa(), expired.hard());
            } else {
                withReceiver(expired.sa(), receiver -> receiver.expired(expired.sa(), expired.hard()));
            }
        } else {
            return false;
        }
        return true;
    }

    private void dispatchCommand(LinkEvent event) {
        if (event instanceof LinkEvent.Started) {
            proposer.propose();
        } else if (event instanceof LinkEvent.PeriodSet set) {
            governor.configure(set.periodNanos());
        } else if (event instanceof LinkEvent.TermsSet terms) {
            context.agreeTo(terms.proposed(), terms.acceptedToo());
            proposer.termsChanged();
        } else if (event instanceof LinkEvent.ChangeTold told) {
            if (current != null) {
                current.tell(told.news());
            }
        } else if (event instanceof LinkEvent.ResetRequested) {
            reset("asked for by an operator");
        } else if (event instanceof LinkEvent.StopRequested) {
            stop();
        }
    }

    private void received(LinkEvent.DatagramReceived datagram) {
        if (!(MessageCodec.decode(datagram.bytes()) instanceof Decoded.Wellformed received)
                || !context.parameters.versions().include(received.header().version())) {
            context.counters.messagesMalformed++;
            return;
        }
        if (received.header().linkTag() != context.linkTag
                || received.header().direction() != context.role.receives()) {
            context.counters.messagesNotAuthentic++;
            return;
        }
        if (datagram.port() == ControlPort.HELLO) {
            greeted(received);
        } else {
            converse(received);
        }
    }

    private void greeted(Decoded.Wellformed received) {
        Message message = received.message();
        if (message instanceof Message.Hello hello) {
            answerer.greeted(received, hello);
        } else if (message instanceof Message.HelloReply reply) {
            proposer.replied(received, reply);
        } else if (message instanceof Message.HelloStale stale) {
            proposer.stale(received, stale);
        } else if (message instanceof Message.HelloRefused refused) {
            proposer.refused(received, refused);
        } else {
            context.counters.messagesMalformed++;
        }
    }

    private void converse(Decoded.Wellformed received) {
        long epoch = received.header().epoch();
        Conversation conversation = current;
        if (conversation != null && conversation.session().epoch() == epoch) {
            if (conversation.session().accepts(received)) {
                heard(conversation, received);
            }
            return;
        }
        Pending waiting = pending;
        if (waiting == null || waiting.keys.epoch() != epoch) {
            context.counters.messagesStale++;
            return;
        }
        Conversation fresh = converse(waiting.keys, waiting.terms);
        if (fresh.session().accepts(received)) {
            begin(fresh);
            heard(fresh, received);
        }
    }

    private void heard(Conversation conversation, Decoded.Wellformed received) {
        liveness.heard();
        conversation.received(received);
        if (received.message() instanceof Message.Pong pong) {
            automaticReset.heard(pong);
        } else if (received.message() instanceof Message.Close) {
            closed(conversation);
        }
        if (received.message() instanceof Message.InEpoch message
                && message.status().currentIndex() > 0) {
            old.supersededBySwitch();
            predecessors.peerSwitched();
        }
    }

    /** The peer deciphers nothing more and sends nothing more: so does this end, until the next epoch. */
    private void closed(Conversation conversation) {
        current = null;
        peerClosed = true;
        changer.suspend("the peer has closed the link");
        old.add(conversation.end());
        old.supersededBySwitch();
        predecessors.peerSwitched();
        context.report(new LinkNotice.PeerClosed());
    }

    /** Both ends can compute a new epoch; with the peer's proof it takes over at once. */
    private void agreed(EpochKeys keys, LinkTerms terms, boolean confirmed) {
        if (confirmed) {
            Conversation fresh = converse(keys, terms);
            begin(fresh);
            fresh.greet();
        } else {
            pending = new Pending(keys, terms);
        }
    }

    private Conversation converse(EpochKeys keys, LinkTerms terms) {
        return new Conversation(context, keys, terms, changer, new Conversation.Supplies(data, control, controlSas));
    }

    private void begin(Conversation fresh) {
        Conversation before = current;
        if (before != null) {
            old.add(before.end());
        }
        pending = null;
        boolean otherSuite = fresh.terms().suite() != context.suite();
        context.follow(fresh.terms());
        if (otherSuite) {
            data.wipe();
            control.wipe();
        }
        peerClosed = false;
        current = fresh;
        proposer.abandon();
        automaticReset.begun();
        traffic.follow(fresh);
        context.counters.epochsConfirmed++;
        context.report(new LinkNotice.EpochConfirmed(
                fresh.session().epoch(), fresh.session().keys().version()));
    }

    private void reset(String reason) {
        if (!proposer.isActive()) {
            context.counters.resets++;
            context.emit(new LinkEffect.ResynchronizeKeys());
            proposer.propose();
            context.report(new LinkNotice.ResetStarted(context.marks.epoch() + 1, reason));
        }
    }

    private void withReceiver(SaName sa, Consumer<EpochReceiver> use) {
        Conversation conversation = current;
        if (conversation != null && conversation.session().epoch() == sa.epoch()) {
            use.accept(conversation.receiver());
            return;
        }
        old.with(sa.epoch(), use);
    }

    /** Everything that is due, in an order that serves packets first. */
    private void act() {
        changer.act();
        context.marks.retry(context.now(), context::emit);
        proposer.act();
        answerer.act();
        Conversation conversation = current;
        if (conversation != null) {
            conversation.act();
            changer.act();
            automaticReset.act(conversation);
            if (liveness.act(conversation.session())) {
                conversation.silent();
                conversation.act();
            }
        }
        old.act();
        predecessors.act(changer.current() != null);
    }

    private void stop() {
        stopped = true;
        proposer.abandon();
        answerer.stop();
        changer.stop();
        Conversation conversation = current;
        if (conversation != null) {
            conversation.close();
            old.add(conversation.end());
        }
        old.stop();
        data.wipe();
        control.wipe();
        controlSas.stop();
        context.ledger.destroyAll();
    }

    /** When {@link LinkEvent.DeadlineReached} is wanted; {@link Long#MAX_VALUE} for never. */
    public long nextDeadlineNanos() {
        if (stopped) {
            return Long.MAX_VALUE;
        }
        long next = Math.min(changer.nextDeadlineNanos(), context.marks.retryAtNanos());
        next = Math.min(next, Math.min(proposer.nextDeadlineNanos(), answerer.nextDeadlineNanos()));
        next = Math.min(next, Math.min(automaticReset.nextDeadlineNanos(), predecessors.nextDeadlineNanos()));
        Conversation conversation = current;
        if (conversation != null) {
            next = Math.min(next, conversation.nextDeadlineNanos());
            next = Math.min(next, liveness.nextDeadlineNanos(conversation.session()));
        }
        return Math.min(next, old.nextDeadlineNanos());
    }

    private LinkState state() {
        if (stopped) {
            return LinkState.STOPPED;
        }
        if (current == null) {
            return peerClosed ? LinkState.CLOSED : LinkState.GREETING;
        }
        if (changer.isBlocked()) {
            return LinkState.BLOCKED;
        }
        return liveness.isSilent() ? LinkState.SUSPENDED : LinkState.UP;
    }

    /** What the period follows. */
    public LinkSnapshot.Economy economy() {
        return new LinkSnapshot.Economy(governor.wanted(), governor.dataBitsPerSecond(), governor.untilEmptyNanos());
    }

    /** The suite of the epoch in force, the configured one before the first. */
    public Suite suite() {
        return context.suite();
    }

    /** Whether an epoch is in force that was agreed on with this suite and these selectors. */
    public boolean runs(LinkTerms terms) {
        LinkTerms inForce = context.inForce();
        return current != null && inForce.suite() == terms.suite() && inForce.selectors() == terms.selectors();
    }

    /** The link as monitoring sees it. */
    public LinkSnapshot snapshot(long nowNanos) {
        return snapshots.make(nowNanos, state(), current, old.receivers());
    }
}
