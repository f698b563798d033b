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
import org.qgate.core.session.EpochKeys;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.Status;
import org.qgate.core.wire.Tag;

/**
 * Changes the key of the messages that this end sends, in three steps: offer, credit, first use (decision 14). The
 * receiving half is {@link ControlKeyReceipt}.
 */
final class ControlKeyChange {
    private final LinkContext context;
    private final Session session;
    private final KeySupply supply;
    private final Direction direction;
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
        long repeatAtNanos;
        int repeated;

        Offered(long index, long block, KeyEntry entry, Hmac key, Tag digest, Tag confirmation) {
            this.index = index;
            this.block = block;
            this.entry = entry;
            this.key = key;
            this.digest = digest;
            this.confirmation = confirmation;
        }
    }

    ControlKeyChange(LinkContext context, Session session, KeySupply supply) {
        this.context = context;
        this.session = session;
        this.supply = supply;
        this.direction = context.role.sends();
        this.nextChangeAtNanos = context.now() + context.deadlines.timers().controlPeriodNanos();
    }

    void act(Status status, RoundTrip roundTrip) {
        if (offered == null && context.now() >= nextChangeAtNanos) {
            List<DrawnKey> drawn = supply.takeLeasable(1);
            if (drawn.isEmpty()) {
                supply.want(1);
            } else {
                offered = prepare(drawn.get(0));
            }
        }
        Offered open = offered;
        if (open != null && context.now() >= open.repeatAtNanos) {
            session.send(
                    new Message.Offer(status, Channel.CONTROL, open.index, List.of(open.block), open.confirmation));
            open.repeatAtNanos = context.now() + roundTrip.repeatAfterNanos(open.repeated++);
        }
    }

    private Offered prepare(DrawnKey drawn) {
        EpochKeys keys = session.keys();
        long index = ++lastIndex;
        SaName sa = new SaName(context.parameters.link(), session.epoch(), direction, Channel.CONTROL, index);
        Tag digest = keys.digest(direction, Channel.CONTROL, index, drawn.bits());
        Hmac key = keys.messageKey(direction, index, drawn.bits());
        KeyEntry entry = context.ledger.offer(drawn.block(), sa, drawn.bits());
        entry.install();
        Tag confirmation = keys.confirmOffer(direction, Channel.CONTROL, index, List.of(digest));
        return new Offered(index, drawn.block().number(), entry, key, digest, confirmation);
    }

    /** The peer holds the successor: it is used from the next message on. */
    void credited(Message.Credit credit) {
        Offered open = offered;
        if (open == null || credit.topIndex() != open.index || credit.retirementPoint() != open.index - 1) {
            context.counters.messagesStale++;
            return;
        }
        boolean voided = credit.voids().contains(open.index, credit.retirementPoint());
        Tag expected = session.keys()
                .confirmCredit(
                        direction,
                        Channel.CONTROL,
                        open.index - 1,
                        open.index,
                        voided ? Map.of() : Map.of(open.index, open.digest));
        if (!context.rules.acceptsConfirmation(expected.equals(credit.confirmation()))) {
            context.counters.keyMismatches++;
            abandon();
            return;
        }
        if (voided) {
            abandon();
            return;
        }
        session.messageKeys().sendWith(open.index, open.key);
        destroy(inUse);
        inUse = open.entry;
        offered = null;
        context.counters.controlKeyChanges++;
        nextChangeAtNanos = context.now() + context.deadlines.timers().controlPeriodNanos();
    }

    /** Gives up the successor; its bits are void at both ends. */
    private void abandon() {
        Offered open = offered;
        if (open != null) {
            open.entry.destroy();
            offered = null;
            nextChangeAtNanos = context.now() + context.deadlines.timers().controlPeriodNanos();
        }
    }

    /** The epoch is over. */
    void stop() {
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
        Offered open = offered;
        if (open != null) {
            return open.repeatAtNanos;
        }
        return nextChangeAtNanos > context.now() ? nextChangeAtNanos : supply.retryAtNanos();
    }
}
