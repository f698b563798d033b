package org.qgate.agent.loop;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.CardReport;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.StandingSa;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.control.Channel;
import org.qgate.control.ControlReply;
import org.qgate.control.Direction;
import org.qgate.control.DirectionStatus;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkStatus;
import org.qgate.control.OffloadStatus;
import org.qgate.control.SaStatus;
import org.qgate.control.SelectorStatus;
import org.qgate.control.WindowStatus;
import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.model.LinkName;

/** Says how links stand, in the words of the control contract. For the loop's thread: it asks the data plane for two SAs a link. */
public final class LinkReporter {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long MILLIS_PER_SECOND = 1000;

    private final DataPlane dataPlane;
    private final Clock wallClock;
    private final PoolReporter pools = new PoolReporter();

    /** Reports with counters of the data plane; {@code wallClock} is for the age of inbound SAs, as the kernel's times are. */
    public LinkReporter(DataPlane dataPlane, Clock wallClock) {
        this.dataPlane = dataPlane;
        this.wallClock = wallClock;
    }

    /** A link's core and data plane at one moment. */
    private record View(
            LinkRunner link,
            LinkSnapshot snapshot,
            Optional<StandingSa> outboundSa,
            Optional<StandingSa> inboundSa,
            Traffic outbound,
            Traffic inbound) {

        long blockBits() {
            return (long) link.suite().keyBytes() * Byte.SIZE;
        }
    }

    private View view(LinkRunner link, long nowNanos) throws IOException {
        LinkSnapshot snapshot = link.snapshot(nowNanos);
        link.sampleInbound(snapshot, nowNanos);
        int outboundSpi = snapshot.outbound().currentSpi();
        int inboundSpi = snapshot.inbound().currentSpi();
        LinkName name = link.linkName();
        Optional<StandingSa> outboundSa = outboundSpi == 0 ? Optional.empty() : dataPlane.outbound(name, outboundSpi);
        Optional<StandingSa> inboundSa = inboundSpi == 0 ? Optional.empty() : dataPlane.inbound(name, inboundSpi);
        return new View(
                link,
                snapshot,
                outboundSa,
                inboundSa,
                sum(dataPlane.outboundGone(name), outboundSa),
                sum(dataPlane.inboundGone(name), inboundSa));
    }

    private static Traffic sum(Traffic gone, Optional<StandingSa> standing) {
        return standing.map(sa -> gone.plus(sa.traffic())).orElse(gone);
    }

    List<LinkStatus> links(Collection<LinkRunner> links, long nowNanos) throws IOException {
        List<LinkStatus> statuses = new ArrayList<>();
        for (LinkRunner link : links) {
            statuses.add(status(view(link, nowNanos), nowNanos));
        }
        return statuses;
    }

    List<LinkSas> sas(Collection<LinkRunner> links, long nowNanos) throws IOException {
        List<LinkSas> sas = new ArrayList<>();
        for (LinkRunner link : links) {
            sas.add(sas(view(link, nowNanos)));
        }
        return sas;
    }

    List<KeyPoolStatus> keys(Collection<LinkRunner> links, long nowNanos) throws IOException {
        List<KeyPoolStatus> statuses = new ArrayList<>();
        for (LinkRunner link : links) {
            statuses.add(pool(view(link, nowNanos), nowNanos));
        }
        return statuses;
    }

    ControlReply detail(LinkRunner link, long nowNanos) throws IOException {
        View view = view(link, nowNanos);
        List<SelectorStatus> selectors = link.configuration().policies().selectors().stream()
                .map(selector -> new SelectorStatus(
                        selector.local().toString(), selector.remote().toString()))
                .toList();
        return new ControlReply.LinkDetail(status(view, nowNanos), selectors, sas(view), pool(view, nowNanos));
    }

    private KeyPoolStatus pool(View view, long nowNanos) {
        long dataBits = (view.outbound().bytes() + view.inbound().bytes()) * Byte.SIZE;
        return pools.status(
                view.link, view.snapshot, ratio(dataBits, view.snapshot.keys().bitsUsed()), nowNanos);
    }

    private LinkStatus status(View view, long nowNanos) {
        LinkConfiguration configuration = view.link.configuration();
        return new LinkStatus(
                view.link.name(),
                configuration.parameters().peer().name(),
                configuration.endpoints().local().toString(),
                configuration.endpoints().peer().toString(),
                view.link.suite().configurationName(),
                configuration.endpoints().transport().word(),
                view.link.state(view.snapshot),
                view.snapshot.epoch(),
                view.snapshot.version(),
                view.snapshot.resets(),
                outbound(view),
                inbound(view),
                dataPlane.card(view.link.linkName()).map(LinkReporter::offload),
                view.snapshot.controlPort().outboundIndex() > 0,
                view.link.alarms().list(nowNanos));
    }

    private static OffloadStatus offload(CardReport card) {
        return new OffloadStatus(
                card.device(), card.mode(), card.sasOnCard(), card.taken(), card.refused(), card.reason());
    }

    private static DirectionStatus outbound(View view) {
        LinkSnapshot.Outbound out = view.snapshot.outbound();
        long keyBits = view.snapshot.keys().blocksLeased() * view.blockBits();
        long bytes = view.outbound().bytes();
        return new DirectionStatus(
                out.currentIndex(),
                out.creditTop(),
                out.residentSas(),
                out.keyChanges(),
                millis(view.snapshot.periodNanos()),
                millis(out.meanPeriodNanos()),
                out.deadlinesMissed(),
                out.voids(),
                keyBits,
                bytes,
                ratio(bytes * Byte.SIZE, keyBits));
    }

    private static DirectionStatus inbound(View view) {
        LinkSnapshot.Inbound in = view.snapshot.inbound();
        long keyBits = view.snapshot.keys().blocksAccepted() * view.blockBits();
        long bytes = view.inbound().bytes();
        return new DirectionStatus(
                in.senderIndex(),
                in.topIndex(),
                in.residentSas(),
                view.link.inboundMeter().changes(),
                0,
                rounded(view.link.inboundMeter().meanPeriodMillis()),
                0,
                in.voids(),
                keyBits,
                bytes,
                ratio(bytes * Byte.SIZE, keyBits));
    }

    private LinkSas sas(View view) {
        LinkSnapshot.Outbound out = view.snapshot.outbound();
        LinkSnapshot.Inbound in = view.snapshot.inbound();
        List<SaStatus> current = new ArrayList<>();
        view.outboundSa.ifPresent(
                sa -> current.add(sa(view.link, Direction.OUTBOUND, out.currentEpoch(), out.currentIndex(), sa)));
        view.inboundSa.ifPresent(
                sa -> current.add(sa(view.link, Direction.INBOUND, view.snapshot.epoch(), in.senderIndex(), sa)));
        int ahead = (int) Math.max(0, in.topIndex() - in.senderIndex());
        int behind = Math.max(0, in.residentSas() - ahead - (view.inboundSa.isPresent() ? 1 : 0));
        return new LinkSas(
                view.link.name(),
                current,
                List.of(new WindowStatus(
                        Direction.INBOUND,
                        Channel.DATA,
                        in.residentSas(),
                        ahead,
                        behind,
                        in.installed(),
                        in.retired())));
    }

    private SaStatus sa(LinkRunner link, Direction direction, long epoch, long index, StandingSa sa) {
        Traffic traffic = sa.traffic();
        return new SaStatus(
                direction,
                Channel.DATA,
                epoch,
                index,
                Integer.toUnsignedLong(sa.spi()),
                sa.source().toString(),
                sa.destination().toString(),
                link.suite().configurationName(),
                sa.onCard(),
                Math.max(0, wallClock.millis() - sa.addedSeconds() * MILLIS_PER_SECOND),
                traffic.bytes(),
                traffic.packets(),
                traffic.replayFailures(),
                traffic.integrityFailures());
    }

    static double millis(long nanos) {
        return rounded(nanos / NANOS_PER_MILLI);
    }

    private static double ratio(long dataBits, long keyBits) {
        return keyBits == 0 ? 0 : rounded((double) dataBits / keyBits);
    }

    static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
