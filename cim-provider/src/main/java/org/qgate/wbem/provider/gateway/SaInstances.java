package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.qgate.control.Channel;
import org.qgate.control.Direction;
import org.qgate.control.SaStatus;
import org.qgate.wbem.model.CimInstance;

/** The security associations in use now, one for each direction and channel of a link, and what they carried. */
final class SaInstances {
    private static final int TUNNEL_MODE = 2;

    private final GatewayNames names;

    SaInstances(GatewayNames names) {
        this.names = names;
    }

    static int number(Channel channel) {
        return switch (channel) {
            case DATA -> 2;
            case CONTROL -> 3;
            case BOOTSTRAP -> 4;
        };
    }

    static String name(String link, SaStatus sa) {
        return link + " " + GatewayNames.word(sa.direction()) + " " + GatewayNames.word(sa.channel());
    }

    List<CimInstance> associations(AgentReading reading) {
        return each(reading, (link, sa) -> association(reading, link, sa));
    }

    List<CimInstance> statistics(AgentReading reading) {
        List<CimInstance> statistics = new ArrayList<>();
        reading.last().ifPresent(last -> statistics.addAll(each(reading, (link, sa) -> statistics(last, link, sa))));
        return statistics;
    }

    private static List<CimInstance> each(AgentReading reading, BiFunction<String, SaStatus, CimInstance> make) {
        List<CimInstance> made = new ArrayList<>();
        reading.last()
                .ifPresent(last -> last.links()
                        .forEach(link -> last.sas(link.link())
                                .ifPresent(sas -> sas.current().forEach(sa -> made.add(make.apply(link.link(), sa))))));
        return made;
    }

    private CimInstance association(AgentReading reading, String link, SaStatus sa) {
        CimInstance.Builder builder = GatewayNames.instance(names.sa(link, sa))
                .set("ElementName", name(link, sa))
                .set("NameFormat", "Other")
                .uint32("SPI", sa.spi())
                .set("InboundDirection", sa.direction() == Direction.INBOUND)
                .set("LinkName", link)
                .uint16("Channel", number(sa.channel()))
                .uint64("Epoch", sa.epoch())
                .uint64("KeyIndex", sa.index())
                .set("SourceAddress", sa.source())
                .set("DestinationAddress", sa.destination())
                .uint64("AgeMillis", sa.ageMillis());
        if (sa.channel() == Channel.DATA) {
            builder.uint16("EncapsulationMode", TUNNEL_MODE);
        }
        Health health = reading.reachable() ? Health.ok("in force") : Health.outOfContact(reading.reason());
        return health.describeEnabled(builder).build();
    }

    private CimInstance statistics(AgentSnapshot last, String link, SaStatus sa) {
        return LinkInstances.times(GatewayNames.instance(names.saStatistics(link, sa)), last)
                .set("ElementName", name(link, sa))
                .uint64("ByteCount", sa.bytes())
                .uint64("PacketCount", sa.packets())
                .uint64("ReplayFailures", sa.replayFailures())
                .uint64("IntegrityFailures", sa.integrityFailures())
                .build();
    }
}
