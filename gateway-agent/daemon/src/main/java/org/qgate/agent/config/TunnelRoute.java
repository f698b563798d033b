package org.qgate.agent.config;

import java.util.Optional;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

/** A route to be added: to where, by which next hop or device, and with which source address. */
public record TunnelRoute(IpPrefix to, Optional<IpAddress> via, Optional<String> device, Optional<IpAddress> source) {}
