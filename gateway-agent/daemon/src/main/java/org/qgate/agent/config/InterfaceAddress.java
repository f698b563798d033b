package org.qgate.agent.config;

import org.qgate.linux.inet.IpPrefix;

/** An address to be added to an interface. */
public record InterfaceAddress(String device, IpPrefix address) {}
