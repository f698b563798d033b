package org.qgate.agent.config;

import org.qgate.linux.inet.IpPrefix;

/** Traffic between a prefix behind this gateway and one behind the peer, in both directions. */
public record TrafficSelector(IpPrefix local, IpPrefix remote) {}
