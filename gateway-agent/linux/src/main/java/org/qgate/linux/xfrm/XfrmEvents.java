package org.qgate.linux.xfrm;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.NetlinkFamily;
import org.qgate.linux.netlink.NetlinkMessage;
import org.qgate.linux.netlink.NetlinkSubscription;

/**
 * Reads the kernel's events on a thread of its own: {@code while (events.next(sink)) {}}. Any thread may close it.
 *
 * <p>Once a process listens to {@link XfrmEventGroup#ACQUIRE}, the kernel makes a placeholder SA for each packet that
 * finds none, as it would for a key exchange daemon; without a listener the packet is just dropped.
 */
public final class XfrmEvents implements AutoCloseable {

    private final NetlinkSubscription subscription;

    /** Takes over the subscription and closes it. */
    public XfrmEvents(NetlinkSubscription subscription) {
        this.subscription = subscription;
    }

    /** Joins groups in the calling thread's network namespace. */
    public static XfrmEvents open(XfrmEventGroup... groups) throws LinuxException {
        int[] numbers = Arrays.stream(groups).mapToInt(XfrmEventGroup::number).toArray();
        return new XfrmEvents(NetlinkSubscription.open(NetlinkFamily.XFRM, numbers));
    }

    /**
     * SAs that go, and those that others add or change. The kernel keeps to itself which SAs come by the socket with {@code
     * ownPortId}, so that a program that adds many itself is not woken by its own doing.
     */
    public static XfrmEvents ofSas(int ownPortId) throws LinuxException {
        return new XfrmEvents(NetlinkSubscription.openWithoutOwn(
                NetlinkFamily.XFRM,
                ownPortId,
                List.of(XfrmMessageType.NEWSA, XfrmMessageType.UPDSA),
                XfrmEventGroup.EXPIRE.number(),
                XfrmEventGroup.SA.number()));
    }

    /** What others than the socket with {@code ownPortId} do to policies. */
    public static XfrmEvents ofPoliciesByOthers(int ownPortId) throws LinuxException {
        return new XfrmEvents(NetlinkSubscription.openWithoutOwn(
                NetlinkFamily.XFRM,
                ownPortId,
                List.of(
                        XfrmMessageType.NEWPOLICY,
                        XfrmMessageType.UPDPOLICY,
                        XfrmMessageType.DELPOLICY,
                        XfrmMessageType.FLUSHPOLICY),
                XfrmEventGroup.POLICY.number()));
    }

    /**
     * Waits for events and gives them to {@code sink}.
     *
     * @return false when this was closed, possibly while it waited
     */
    public boolean next(Consumer<XfrmEvent> sink) throws LinuxException {
        return subscription.receive(decoding(sink));
    }

    /**
     * Gives {@code sink} the events that have come already, without waiting.
     *
     * @return false when this was closed
     */
    public boolean nextWaiting(Consumer<XfrmEvent> sink) throws LinuxException {
        return subscription.receiveWaiting(decoding(sink));
    }

    private static NetlinkSubscription.Listener decoding(Consumer<XfrmEvent> sink) {
        return new NetlinkSubscription.Listener() {
            @Override
            public void onMessage(NetlinkMessage message) throws MalformedMessageException {
                decode(message).ifPresent(sink);
            }

            @Override
            public void onLoss(String why) {
                sink.accept(new XfrmEvent.Lost(why));
            }
        };
    }

    /** The event in a message, empty for kinds that do not concern us. */
    static Optional<XfrmEvent> decode(NetlinkMessage message) throws MalformedMessageException {
        return Optional.ofNullable(
                switch (message.type()) {
                    case XfrmMessageType.NEWSA, XfrmMessageType.UPDSA ->
                        new XfrmEvent.SaAdded(InstalledSa.read(message));
                    case XfrmMessageType.DELSA -> deletedSa(message);
                    case XfrmMessageType.EXPIRE -> new XfrmEvent.SaExpired(XfrmUserExpire.read(message.payload()));
                    case XfrmMessageType.FLUSHSA -> flushedSas(message);
                    case XfrmMessageType.NEWPOLICY, XfrmMessageType.UPDPOLICY ->
                        new XfrmEvent.PolicyAdded(InstalledPolicy.read(message));
                    case XfrmMessageType.DELPOLICY -> deletedPolicy(message);
                    case XfrmMessageType.POLEXPIRE ->
                        new XfrmEvent.PolicyExpired(XfrmUserPolexpire.read(message.payload()));
                    case XfrmMessageType.FLUSHPOLICY -> new XfrmEvent.PoliciesFlushed();
                    case XfrmMessageType.ACQUIRE -> new XfrmEvent.SaWanted(XfrmUserAcquire.read(message.payload()));
                    case XfrmMessageType.MAPPING ->
                        new XfrmEvent.MappingChanged(XfrmUserMapping.read(message.payload()));
                    default -> null;
                });
    }

    private static XfrmEvent deletedSa(NetlinkMessage message) throws MalformedMessageException {
        XfrmId id = XfrmUsersaId.read(message.payload(), 0).id();
        AttributeCursor attributes = new AttributeCursor(message.payload().position(XfrmUsersaId.SIZE));
        Optional<XfrmUsersaInfo> last = Optional.empty();
        while (attributes.next()) {
            if (attributes.type() == XfrmAttribute.SA) {
                last = Optional.of(XfrmUsersaInfo.read(attributes.value(), 0));
            }
        }
        return new XfrmEvent.SaDeleted(id, last);
    }

    private static XfrmEvent flushedSas(NetlinkMessage message) throws MalformedMessageException {
        MalformedMessageException.requireBytes(message.payload(), 0, 1, "xfrm_usersa_flush");
        return new XfrmEvent.SasFlushed(Byte.toUnsignedInt(message.payload().get(0)));
    }

    private static XfrmEvent deletedPolicy(NetlinkMessage message) throws MalformedMessageException {
        XfrmUserpolicyId id = XfrmUserpolicyId.read(message.payload(), 0);
        AttributeCursor attributes = new AttributeCursor(message.payload().position(XfrmUserpolicyId.SIZE));
        Optional<XfrmUserpolicyInfo> last = Optional.empty();
        while (attributes.next()) {
            if (attributes.type() == XfrmAttribute.POLICY) {
                last = Optional.of(XfrmUserpolicyInfo.read(attributes.value(), 0));
            }
        }
        return new XfrmEvent.PolicyDeleted(id, last);
    }

    /** Ends it and wakes the reader. */
    @Override
    public void close() {
        subscription.close();
    }
}
