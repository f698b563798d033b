package org.qgate.wbem.provider.gateway;

import java.util.List;
import org.qgate.control.ControlReply.AgentStatus;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;

/** The gateway and its services. They are there even if the agent has never been reached. */
final class SystemInstances {
    private static final int SHUT_DOWN = 4;
    private static final int DEDICATED_OTHER = 2;

    private final GatewayNames names;

    SystemInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> gateway(AgentReading reading) {
        CimInstance.Builder builder = GatewayNames.instance(names.gateway())
                .set("ElementName", names.system())
                .set("Caption", "VPN gateway " + names.system())
                .set("Description", "VPN gateway whose tunnels are keyed by quantum key distribution")
                .set("NameFormat", "Other")
                .set("Dedicated", CimArray.ofUint16(DEDICATED_OTHER))
                .set(
                        "OtherDedicatedDescriptions",
                        CimArray.ofStrings(List.of("IPsec gateway keyed by quantum key distribution")));
        reading.last().ifPresent(last -> {
            AgentStatus status = last.status();
            builder.set("OtherIdentifyingInfo", CimArray.ofStrings(List.of(status.gateway())))
                    .set(
                            "IdentifyingDescriptions",
                            CimArray.ofStrings(List.of("name that the agent gives its gateway")))
                    .set("AgentVersion", status.version())
                    .set("DataPlane", status.dataPlane())
                    .uint64("UptimeMillis", status.uptimeMillis())
                    .uint32("LinkCount", status.links())
                    .uint32("LinksUp", status.linksUp())
                    .set("Warnings", CimArray.ofStrings(status.warnings()));
        });
        return List.of(health(reading).describeEnabled(builder).build());
    }

    List<CimInstance> agentService(AgentReading reading) {
        CimInstance.Builder builder = service(names.agentService(), "agent", reading)
                .set("AvailableRequestedStates", CimArray.ofUint16(SHUT_DOWN));
        reading.last()
                .ifPresent(last -> builder.set("Version", last.status().version())
                        .set("TimeOfLastStateChange", CimDateTime.of(last.started())));
        return List.of(builder.build());
    }

    List<CimInstance> keyService(AgentReading reading) {
        return List.of(service(names.keyService(), "key service", reading).build());
    }

    private static CimInstance.Builder service(CimObjectPath path, String name, AgentReading reading) {
        CimInstance.Builder builder =
                GatewayNames.instance(path).set("ElementName", name).set("Started", reading.reachable());
        Health health = reading.reachable() ? Health.ok("running") : Health.outOfContact(reading.reason());
        return health.describeEnabled(builder);
    }

    private static Health health(AgentReading reading) {
        if (!reading.reachable() || reading.last().isEmpty()) {
            return Health.outOfContact(reading.reason());
        }
        AgentStatus status = reading.last().get().status();
        return status.linksUp() == status.links()
                ? Health.ok("all links are up")
                : Health.degraded(status.linksUp() + " of " + status.links() + " links are up");
    }
}
