package org.qgate.fleet.wbem;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkHealth;

/** Reads {@code QGATE_Gateway} and {@code QGATE_Link}. */
final class HealthInstances {
    static final String GATEWAY = "QGATE_Gateway";
    static final String LINK = "QGATE_Link";

    /** Of CIM_ManagedSystemElement.OperationalStatus. */
    private static final int LOST_COMMUNICATION = 13;

    private static final Map<Long, String> STATES = Map.of(
            2L, "connecting",
            3L, "up",
            4L, "resetting",
            5L, "holding",
            6L, "suspended",
            7L, "blocked",
            8L, "removed");

    private HealthInstances() {}

    static GatewayHealth read(List<CIMInstance> gateways, List<CIMInstance> links) throws GatewayException {
        if (gateways.size() != 1) {
            throw new GatewayException(
                    Refusal.NOT_UNDERSTOOD, "the server shows " + gateways.size() + " gateways, not one", null);
        }
        CimProperties gateway = new CimProperties(gateways.get(0));
        return new GatewayHealth(
                gateway.text("AgentVersion"),
                gateway.text("DataPlane"),
                !gateway.holds("OperationalStatus", LOST_COMMUNICATION),
                gateway.number("UptimeMillis"),
                links.stream()
                        .map(HealthInstances::link)
                        .sorted(Comparator.comparing(LinkHealth::link))
                        .toList(),
                gateway.texts("Warnings"));
    }

    private static LinkHealth link(CIMInstance instance) {
        CimProperties link = new CimProperties(instance);
        return new LinkHealth(
                link.text("ElementName"),
                link.text("PeerName"),
                STATES.getOrDefault(link.number("LinkState"), "unknown"),
                link.text("Suite"),
                link.number("Epoch"),
                link.number("KeyPeriodMillis"),
                link.real("MeanKeyPeriodMillis"),
                link.number("AlarmCount"));
    }
}
