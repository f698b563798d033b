package org.qgate.lab.wire;

import java.util.List;
import java.util.Set;

/**
 * What may pass between the gateways, for telling what may not.
 *
 * @param gatewayA outer IPv4 address of the one gateway
 * @param gatewayB outer IPv4 address of the other one
 * @param inner networks whose packets must never be seen
 * @param controlPorts UDP and TCP ports of the agents
 * @param canaryPort UDP port of the one packet that is clear on purpose
 * @param canaryText its payload
 */
public record WirePlan(
        int gatewayA, int gatewayB, List<Prefix> inner, Set<Integer> controlPorts, int canaryPort, String canaryText) {
    public WirePlan {
        inner = List.copyOf(inner);
        controlPorts = Set.copyOf(controlPorts);
    }

    boolean isInner(int address) {
        return inner.stream().anyMatch(prefix -> prefix.contains(address));
    }

    boolean isBetweenGateways(int source, int destination) {
        return (source == gatewayA && destination == gatewayB) || (source == gatewayB && destination == gatewayA);
    }
}
