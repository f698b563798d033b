package org.qgate.core.link;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Makes snapshots from the parts of a link. */
final class SnapshotMaker {
    private final LinkContext context;
    private final KeyChanger changer;
    private final PeriodGovernor governor;

    SnapshotMaker(LinkContext context, KeyChanger changer, PeriodGovernor governor) {
        this.context = context;
        this.changer = changer;
        this.governor = governor;
    }

    LinkSnapshot make(long nowNanos, LinkState state, @Nullable Conversation current, Collection<EpochReceiver> old) {
        return new LinkSnapshot(
                context.parameters,
                state,
                current == null ? 0 : current.session().epoch(),
                current == null ? 0 : current.session().keys().version(),
                context.deadlines.periodNanos(),
                outbound(nowNanos, current),
                inbound(current, old),
                messages(current),
                keys(),
                context.marks.durable(),
                context.counters.resets,
                current == null ? LinkSnapshot.ControlPort.NONE : current.controlPort(),
                current == null ? 0 : current.session().lastHeardNanos());
    }

    private LinkSnapshot.Outbound outbound(long nowNanos, @Nullable Conversation current) {
        OutboundKey used = changer.current();
        return new LinkSnapshot.Outbound(
                used == null ? 0 : used.sa.epoch(),
                used == null ? 0 : used.sa.index(),
                used == null ? 0 : used.spi,
                used == null ? 0 : nowNanos - used.sinceNanos,
                context.counters.keyChanges,
                changer.times().meanPeriodNanos(),
                context.counters.deadlinesMissed,
                context.counters.outboundVoids,
                current == null ? 0 : current.sender().creditTop(),
                current == null ? 0 : current.sender().offeredTop(),
                changer.residentCount());
    }

    private LinkSnapshot.Inbound inbound(@Nullable Conversation current, Collection<EpochReceiver> old) {
        int resident = old.stream().mapToInt(EpochReceiver::residentCount).sum();
        EpochReceiver receiver = current == null ? null : current.receiver();
        InboundKey used = receiver == null ? null : receiver.key(receiver.senderCurrent());
        return new LinkSnapshot.Inbound(
                receiver == null ? 0 : receiver.senderCurrent(),
                used == null ? 0 : used.spi,
                receiver == null ? 0 : receiver.topIndex(),
                receiver == null ? 0 : receiver.retirementPoint(),
                context.counters.inboundVoids,
                resident + (receiver == null ? 0 : receiver.residentCount()),
                context.counters.inboundInstalled,
                context.counters.inboundRetired);
    }

    private LinkSnapshot.Messages messages(@Nullable Conversation current) {
        LinkCounters counted = context.counters;
        return new LinkSnapshot.Messages(
                counted.messagesSent,
                counted.messagesReceived,
                counted.messagesMalformed,
                counted.messagesNotAuthentic,
                counted.messagesReplayed,
                counted.messagesStale,
                counted.offersRepeated,
                current == null ? 0 : current.sender().roundTrip().smoothedNanos());
    }

    private LinkSnapshot.Keys keys() {
        LinkCounters counted = context.counters;
        return new LinkSnapshot.Keys(
                counted.blocksLeased,
                counted.blocksAccepted,
                context.ledger.bitsEntered(),
                counted.keyMismatches,
                counted.controlKeyChanges,
                governor.poolBits(),
                governor.incomePerSecond(),
                context.ledger.livingCount());
    }
}
