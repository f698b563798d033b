package org.qgate.agent.config;

import org.qgate.linux.inet.IpAddress;

/** Outer addresses of a link, ours and the peer's, and the UDP ports of the protocol, equal on both ends. */
public record LinkEndpoints(IpAddress local, IpAddress peer, int controlPort, int helloPort) {}
