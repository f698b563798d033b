package org.qgate.core.link;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qgate.core.ledger.KeyEntry;
import org.qgate.core.model.Channel;
import org.qgate.core.model.ChannelMarks;
import org.qgate.core.model.Direction;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.SaName;
import org.qgate.core.port.DrawnKey;
import org.qgate.core.secret.Hmac;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.session.EpochKeys;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;

/**
 * Changes the key of the messages that this end sends, in three steps: offer, credit, first use (decision 14). Where the control
 * port is under AH, its SA changes with the key: it is in force before the key is used. The receiving half is {@link
 * ControlKeyReceipt}.
 */
final class ControlKeyChange {
    private final LinkContext context;
    private final Session session;
    private final KeySupply supply;
    private final Direction direction;
    private final @Nullable OutboundAh ah;
    private @Nullable Offered offered;
    private @Nullable KeyEntry inUse;
    private long nextChangeAtNanos;
    private long lastIndex;

    private static final class Offered {
        final long index;
        final long block;
        final KeyEntry entry;
        final Hmac key;
        final Tag digest;
        final Tag confirmation;
        /** The key of its AH SA, until that is handed over. */
        final @Nullable SecretBytes ahKey;

        boolean handedOver;
        long repeatAtNanos = Long.MIN_VALUE;
        int repeated;

        Offered(
                long index,
                long block,
                KeyEntry entry,
                Hmac key,
                Tag digest,
                Tag confirmation,
                @Nullable SecretBytes ahKey) {
            this.index = index;
            this.block = block;
            this.entry = entry;
            this.key = key;
            this.digest = digest;
            this.confirmation = confirmation;
            this.ahKey = ahKey;
        }

        void wipe() {
            if (ahKey != null && !handedOver) {
                ahKey.close();
            }
        }
    }

    /** Without AH where {@code ah} is null; with it the first change is due at once. */
    ControlKeyChange(LinkContext context, Session session, KeySupply supply, @Nullable OutboundAh ah) {
        this.context = context;
        this.session = session;
        this.supply = supply;
        this.direction = context.role.sends();
        this.ah = ah;
        this.nextChangeAtNanos =
                context.now() + (ah == null ? context.deadlines.timers().controlPeriodNanos() : 0);
    }

    void act(Status status, RoundTrip roundTrip) {
        if (ah != null) {
            ah.act();
        }
        if (offered == null && context.now() >= nextChangeAtNanos) {
            List<DrawnKey> drawn = supply.takeLeasable(1);
            if (drawn.isEmpty()) {
                supply.want(1);
            } else {
                offered = prepare(drawn.get(0));
            }
        }
        Offered open = offered;
        if (open != null && context.now() >= open.repeatAtNanos && !isComing()) {
            session.send(
                    new Message.Offer(status, Channel.CONTROL, open.index, List.of(open.block), open.confirmation));
            open.repeatAtNanos = context.now() + roundTrip.repeatAfterNanos(open.repeated++);
        }
    }

    private boolean isComing() {
        return ah != null && ah.isComing();
    }

    private SaName name(long index) {
        return new SaName(context.parameters.link(), session.epoch(), direction, Channel.CONTROL, index);
    }

    private Offered prepare(DrawnKey drawn) {
        EpochKeys keys = session.keys();
        long index = ++lastIndex;
        SaName sa = name(index);
        Tag digest = keys.digest(direction, Channel.CONTROL, index, drawn.bits());
        Hmac key = keys.messageKey(direction, index, drawn.bits());
        SecretBytes ahKey = ah == null ? null : keys.controlAhKey(direction, index, drawn.bits());
        KeyEntry entry = context.ledger.offer(drawn.block(), sa, drawn.bits());
        entry.install();
        Tag confirmation = keys.confirmOffer(direction, Channel.CONTROL, index, List.of(digest));
        return new Offered(index, drawn.block().number(), entry, key, digest, confirmation, ahKey);
    }

    /** The peer holds the successor: it is used from the next message on, or as soon as its AH SA is in force. */
    void credited(Message.Credit credit) {
        long index = credit.topIndex();
        Offered open = offered;
        boolean isOffered = open != null && open.index == index;
        boolean voided = credit.voids().contains(index, credit.retirementPoint());
        boolean isLoss = voided && ah != null && ah.uses(index);
        if (credit.retirementPoint() != index - 1 || !(isLoss || (isOffered && !isComing()))) {
            context.counters.messagesStale++;
            return;
        }
        Tag expected = session.keys()
                .confirmCredit(
                        direction,
                        Channel.CONTROL,
                        index - 1,
                        index,
                        voided || open == null ? Map.of() : Map.of(index, open.digest));
        if (!context.rules.acceptsConfirmation(expected.equals(credit.confirmation()))) {
            context.counters.keyMismatches++;
            if (isOffered) {
                abandon();
            }
            return;
        }
        if (isLoss) {
            expose("the peer has lost the AH SA that they left under");
        } else if (voided || open == null) {
            abandon();
        } else if (ah == null || open.ahKey == null || ah.isPaused()) {
            open.wipe();
            takeOver(open);
        } else {
            open.handedOver = true;
            ah.bringUp(name(index), session.keys().spi(direction, Channel.CONTROL, index), open.ahKey);
        }
    }

    private void takeOver(Offered open) {
        session.messageKeys().sendWith(open.index, open.key);
        destroy(inUse);
        inUse = open.entry;
        offered = null;
        context.counters.controlKeyChanges++;
        long periodNanos = context.deadlines.timers().controlPeriodNanos();
        nextChangeAtNanos = context.now() + (ah == null ? periodNanos : Math.min(periodNanos, ah.pauseNanos()));
    }

    /** The kernel has the AH SA of the successor. */
    void saInstalled(SaName sa) {
        if (ah != null) {
            ah.installed(sa);
        }
    }

    /** Messages leave under the AH SA of the successor. */
    void saInForce(SaName sa) {
        Offered open = offered;
        if (ah != null && ah.switched(sa) && open != null) {
            takeOver(open);
        }
    }

    /** The kernel refused the AH SA of the successor, or the switch to it. */
    void saRefused(SaName sa, String reason) {
        if (ah != null && ah.refused(sa, reason)) {
            abandon();
        }
    }

    /** An AH SA of this direction is gone. */
    void saLost(SaName sa) {
        if (ah != null && ah.uses(sa.index())) {
            expose("the AH SA that they left under is gone from the kernel");
        }
    }

    /** Messages leave without AH until the next key, which is due at once. */
    void expose(String reason) {
        boolean coming = isComing();
        if (ah != null && ah.expose(reason)) {
            if (coming) {
                abandon();
            }
            nextChangeAtNanos = context.now();
        }
    }

    /** Whether messages do without AH for now, since it does not get through. */
    boolean doesWithoutAh() {
        return ah != null && ah.isPaused();
    }

    /** Index of the AH SA that messages leave under, 0 for none. */
    long protectedBy() {
        return ah == null ? 0 : ah.index();
    }

    /** Gives up the successor; its bits are void at both ends. */
    private void abandon() {
        Offered open = offered;
        if (open != null) {
            open.entry.destroy();
            open.wipe();
            offered = null;
            nextChangeAtNanos = context.now() + context.deadlines.timers().controlPeriodNanos();
        }
    }

    /** The epoch is over. */
    void stop() {
        if (ah != null) {
            ah.stop();
        }
        abandon();
        destroy(inUse);
        inUse = null;
    }

    private static void destroy(@Nullable KeyEntry entry) {
        if (entry != null) {
            entry.destroy();
        }
    }

    /** What must be durable before a successor may be offered or taken. */
    static LinkMarks need(long block, boolean own) {
        ChannelMarks marks = ChannelMarks.NONE.raised(Channel.CONTROL, block);
        return own ? new LinkMarks(0, marks, ChannelMarks.NONE) : new LinkMarks(0, ChannelMarks.NONE, marks);
    }

    long nextDeadlineNanos() {
        return Math.min(changeDeadlineNanos(), ah == null ? Long.MAX_VALUE : ah.nextDeadlineNanos());
    }

    private long changeDeadlineNanos() {
        Offered open = offered;
        if (open != null) {
            return isComing() ? Long.MAX_VALUE : open.repeatAtNanos;
        }
        return nextChangeAtNanos > context.now() ? nextChangeAtNanos : supply.retryAtNanos();
    }
}
