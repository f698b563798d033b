package org.qgate.core.link;

import org.qgate.core.model.ChangeNews;
import org.qgate.core.model.Channel;
import org.qgate.core.model.KeyBlock;
import org.qgate.core.model.LinkTerms;
import org.qgate.core.model.SaName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkNotice;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.FailReason;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;

/** Everything that lives as long as one epoch. */
final class Conversation {
    /**
     * What outlives epochs.
     *
     * @param data blocks for ESP SAs
     * @param control blocks for message keys
     * @param sas AH SAs of the control port
     */
    record Supplies(KeySupply data, KeySupply control, ControlSas sas) {}

    private final LinkContext context;
    private final KeyChanger changer;
    private final Session session;
    private final EpochSender sender;
    private final EpochReceiver receiver;
    private final ControlKeyChange controlChange;
    private final ControlKeyReceipt controlReceipt;
    private final LinkTerms terms;

    Conversation(LinkContext context, EpochKeys keys, LinkTerms terms, KeyChanger changer, Supplies supplies) {
        this.context = context;
        this.changer = changer;
        this.terms = terms;
        boolean controlAh = terms.controlAh();
        this.session = new Session(context, keys, terms.suite());
        this.sender = new EpochSender(context, session, supplies.data, this::status);
        this.receiver = new EpochReceiver(context, session, context.peerSeen().data(), sender.roundTrip());
        this.controlChange = new ControlKeyChange(
                context, session, supplies.control, controlAh ? new OutboundAh(context, supplies.sas) : null);
        this.controlReceipt = new ControlKeyReceipt(
                context,
                session,
                context.peerSeen().control(),
                controlAh ? new InboundAh(context, supplies.sas, session) : null);
    }

    Status status() {
        return new Status(changer.currentIndex(session.epoch()), sender.creditSerial());
    }

    /** Handles a message whose tag and sequence number have been accepted. */
    void received(Decoded.Wellformed received) {
        if (!(received.message() instanceof Message.InEpoch message)) {
            context.counters.messagesStale++;
            return;
        }
        receiver.senderSaid(message.status());
        controlReceipt.peerUses(received.header().keyIndex());
        long sequence = received.header().sequence();
        if (message instanceof Message.Offer offer) {
            if (offer.channel() == Channel.DATA) {
                receiver.offered(offer, sequence);
            } else {
                controlReceipt.offered(offer, sequence);
            }
        } else if (message instanceof Message.Credit credit) {
            if (credit.channel() == Channel.DATA) {
                changer.voidedByPeer(sender.credited(credit));
                if (sender.isVoid(changer.currentIndex(session.epoch()))) {
                    changer.leaveSoon();
                }
            } else {
                controlChange.credited(credit);
            }
        } else if (message instanceof Message.Fail fail) {
            context.report(new LinkNotice.PeerFailed(
                    session.epoch(),
                    fail.firstIndex(),
                    fail.count(),
                    FailReason.of(fail.reasonCode()).map(FailReason::text).orElse("reason " + fail.reasonCode())));
        } else if (message instanceof Message.Change change) {
            context.emit(new LinkEffect.ChangeHeard(change.news()));
        } else if (message instanceof Message.Ping ping) {
            session.send(new Message.Pong(status(), ping.nonce()));
        }
    }

    /** Offers, repeats, gathers, retires and keeps alive what is due. */
    void act() {
        receiver.act(status());
        sender.act();
        controlReceipt.act(status());
        controlChange.act(status(), sender.roundTrip());
        if (context.now() >= keepaliveAtNanos()) {
            session.send(new Message.Progress(status()));
        }
    }

    /** The next keepalive; sooner while the peer has not been heard, since it may wait for the first message. */
    private long keepaliveAtNanos() {
        long interval = session.heard()
                ? context.deadlines.timers().keepaliveNanos()
                : Math.min(context.deadlines.timers().keepaliveNanos(), 2 * RoundTrip.REPEAT_MIN_NANOS);
        return session.lastSentNanos() + interval;
    }

    /** Takes key bits that this epoch asked for; false if it did not. */
    boolean fetched(KeyBlock block, SecretBytes bits) {
        return block.channel() == Channel.DATA
                ? receiver.fetched(block.number(), bits)
                : controlReceipt.fetched(block, bits);
    }

    void fetchFailed(KeyBlock block) {
        if (block.channel() == Channel.DATA) {
            receiver.fetchFailed(block.number());
        } else {
            controlReceipt.fetchFailed(block);
        }
    }

    /** The kernel's answers about AH SAs of this epoch. */
    void controlSaInstalled(SaName sa) {
        if (isOutbound(sa)) {
            controlChange.saInstalled(sa);
        } else {
            controlReceipt.saInstalled(sa);
        }
    }

    void controlSaRefused(SaName sa, String reason) {
        if (isOutbound(sa)) {
            controlChange.saRefused(sa, reason);
        } else {
            controlReceipt.saRefused(sa, reason);
        }
    }

    void controlProtected(SaName sa) {
        controlChange.saInForce(sa);
    }

    /** An AH SA is gone. A kernel that lost one may have lost its fellow too, so that nobody hears of it: this end speaks without. */
    void controlSaLost(SaName sa) {
        if (isOutbound(sa)) {
            controlChange.saLost(sa);
        } else if (controlReceipt.saLost(sa)) {
            controlChange.expose("an AH SA that the peer may use is gone from the kernel");
        }
    }

    /** Nothing is heard of the peer: perhaps since one end lost its AH SAs without a word. */
    void silent() {
        controlReceipt.doubt();
        controlChange.expose("nothing was heard of the peer");
    }

    private boolean isOutbound(SaName sa) {
        return sa.direction() == context.role.sends();
    }

    /** How the control port is protected in this epoch. */
    LinkSnapshot.ControlPort controlPort() {
        return new LinkSnapshot.ControlPort(
                terms.controlAh(),
                controlChange.protectedBy(),
                controlReceipt.standingSas(),
                controlChange.doesWithoutAh());
    }

    /** A newer epoch takes over; the inbound SAs stay with the {@link EpochReceiver} until the peer has left them. */
    EpochReceiver end() {
        receiver.supersede();
        controlChange.stop();
        controlReceipt.stop();
        return receiver;
    }

    /** Tells the peer that this epoch is confirmed. */
    void greet() {
        session.send(new Message.Progress(status()));
    }

    /** Tells the peer's agent of a change of the link's configuration. */
    void tell(ChangeNews news) {
        session.send(new Message.Change(status(), news));
    }

    /** Tells the peer that this end leaves; twice, since it may be lost and is not answered: else the peer sees silence. */
    void close() {
        session.send(new Message.Close(Status.NONE));
        session.send(new Message.Close(Status.NONE));
    }

    /** What the two ends agreed on. */
    LinkTerms terms() {
        return terms;
    }

    Session session() {
        return session;
    }

    EpochSender sender() {
        return sender;
    }

    EpochReceiver receiver() {
        return receiver;
    }

    long nextDeadlineNanos() {
        long data = Math.min(sender.nextDeadlineNanos(), receiver.nextDeadlineNanos());
        long control = Math.min(controlChange.nextDeadlineNanos(), controlReceipt.nextDeadlineNanos());
        return Math.min(Math.min(data, control), keepaliveAtNanos());
    }
}
