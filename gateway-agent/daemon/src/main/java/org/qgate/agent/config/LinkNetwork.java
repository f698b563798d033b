package org.qgate.agent.config;

import java.util.List;
import java.util.Optional;

/**
 * What is added to the network with a link and removed with it.
 *
 * @param tunnelInterface a virtual interface
 * @param addresses of other interfaces
 * @param routes into the tunnel
 */
public record LinkNetwork(
        Optional<TunnelInterface> tunnelInterface, List<InterfaceAddress> addresses, List<TunnelRoute> routes) {
    /** Without a virtual interface. */
    public LinkNetwork(List<InterfaceAddress> addresses, List<TunnelRoute> routes) {
        this(Optional.empty(), addresses, routes);
    }

    /** Copies the lists. */
    public LinkNetwork {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
    }
}
