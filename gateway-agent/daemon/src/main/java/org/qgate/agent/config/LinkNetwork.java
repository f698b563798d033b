package org.qgate.agent.config;

import java.util.List;

/** Addresses and routes that are added with a link and removed with it. */
public record LinkNetwork(List<InterfaceAddress> addresses, List<TunnelRoute> routes) {
    /** Copies both. */
    public LinkNetwork {
        addresses = List.copyOf(addresses);
        routes = List.copyOf(routes);
    }
}
