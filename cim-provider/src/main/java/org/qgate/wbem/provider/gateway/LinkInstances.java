package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.control.Direction;
import org.qgate.control.DirectionStatus;
import org.qgate.control.LinkStatus;
import org.qgate.control.WindowStatus;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimReal;

/** Links, the gateways at their other ends, and the numbers about them. */
final class LinkInstances {
    private static final int TUNNEL = 131;
    private static final int RESET = 11;
    private static final int IPV4 = 3;
    private static final int IPV6 = 4;

    private final GatewayNames names;

    LinkInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> links(AgentReading reading) {
        List<CimInstance> links = new ArrayList<>();
        for (LinkStatus link : linksOf(reading)) {
            links.add(link(link, reading));
        }
        return links;
    }

    CimInstance link(LinkStatus link, AgentReading reading) {
        CimInstance.Builder builder = GatewayNames.instance(names.link(link.link()))
                .set("ElementName", link.link())
                .set("Description", "tunnel to " + link.peer())
                .set("NameFormat", "Other")
                .uint16("ProtocolIFType", TUNNEL)
                .set("PeerName", link.peer())
                .set("LocalAddress", link.localAddress())
                .set("PeerAddress", link.peerAddress())
                .set("Suite", link.suite())
                .uint16("LinkState", reading.reachable() ? Health.number(link.state()) : 0)
                .uint64("Epoch", link.epoch())
                .uint64("Resets", link.resets())
                .uint32("KeyPeriodMillis", Math.round(link.outbound().periodMillis()))
                .set("MeanKeyPeriodMillis", CimReal.real64(link.outbound().meanPeriodMillis()))
                .uint32("AlarmCount", link.alarms().size())
                .set("AvailableRequestedStates", CimArray.ofUint16(RESET));
        Health health = reading.reachable() ? Health.of(link.state()) : Health.outOfContact(reading.reason());
        return health.describeEnabled(builder).build();
    }

    List<CimInstance> peers(AgentReading reading) {
        Map<CimObjectPath, CimInstance> peers = new LinkedHashMap<>();
        for (LinkStatus link : linksOf(reading)) {
            CimObjectPath path = names.peer(link);
            CimInstance.Builder builder = GatewayNames.instance(path)
                    .set("ElementName", link.peer())
                    .set("AccessInfo", link.peerAddress())
                    .uint16("InfoFormat", link.peerAddress().contains(":") ? IPV6 : IPV4)
                    .uint16("AccessContext", 1)
                    .set("OtherAccessContext", "IPsec peer gateway");
            Health health = reading.reachable() ? Health.of(link.state()) : Health.outOfContact(reading.reason());
            peers.putIfAbsent(path, health.describeEnabled(builder).build());
        }
        return List.copyOf(peers.values());
    }

    List<CimInstance> statistics(AgentReading reading) {
        List<CimInstance> statistics = new ArrayList<>();
        reading.last().ifPresent(last -> {
            for (LinkStatus link : last.links()) {
                statistics.add(statistics(last, link, Direction.OUTBOUND, link.outbound()));
                statistics.add(statistics(last, link, Direction.INBOUND, link.inbound()));
            }
        });
        return statistics;
    }

    private CimInstance statistics(AgentSnapshot last, LinkStatus link, Direction direction, DirectionStatus status) {
        return times(GatewayNames.instance(names.linkStatistics(link.link(), direction)), last)
                .set("ElementName", link.link() + " " + GatewayNames.word(direction))
                .set("InboundDirection", direction == Direction.INBOUND)
                .uint64("ByteCount", status.bytes())
                .uint64("KeyChanges", status.keyChanges())
                .uint64("DeadlinesMissed", status.deadlinesMissed())
                .uint64("Voids", status.voids())
                .uint64("KeyBitsUsed", status.keyBitsUsed())
                .set("DataBitsPerKeyBit", CimReal.real64(status.dataBitsPerKeyBit()))
                .set("KeyPeriodMillis", CimReal.real64(status.periodMillis()))
                .set("MeanKeyPeriodMillis", CimReal.real64(status.meanPeriodMillis()))
                .uint64("CurrentKeyIndex", status.currentIndex())
                .uint64("CreditTop", status.creditTop())
                .uint32("WindowFill", status.windowFill())
                .build();
    }

    List<CimInstance> windows(AgentReading reading) {
        List<CimInstance> windows = new ArrayList<>();
        reading.last()
                .ifPresent(last -> last.links()
                        .forEach(link -> last.sas(link.link())
                                .ifPresent(sas -> sas.windows()
                                        .forEach(window -> windows.add(window(last, link.link(), window))))));
        return windows;
    }

    private CimInstance window(AgentSnapshot last, String link, WindowStatus window) {
        return times(GatewayNames.instance(names.windowStatistics(link, window.direction(), window.channel())), last)
                .set(
                        "ElementName",
                        link + " " + GatewayNames.word(window.direction()) + " " + GatewayNames.word(window.channel()))
                .set("InboundDirection", window.direction() == Direction.INBOUND)
                .uint16("Channel", SaInstances.number(window.channel()))
                .uint32("Installed", window.installed())
                .uint32("Ahead", window.ahead())
                .uint32("Behind", window.behind())
                .uint64("InstalledTotal", window.installedTotal())
                .uint64("RemovedTotal", window.removedTotal())
                .build();
    }

    static CimInstance.Builder times(CimInstance.Builder builder, AgentSnapshot last) {
        return builder.set("StartStatisticTime", CimDateTime.of(last.started()))
                .set("StatisticTime", CimDateTime.of(last.taken()));
    }

    static List<LinkStatus> linksOf(AgentReading reading) {
        return reading.last().map(AgentSnapshot::links).orElse(List.of());
    }
}
