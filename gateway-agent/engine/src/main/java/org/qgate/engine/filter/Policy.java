package org.qgate.engine.filter;

import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;

/**
 * One entry of the SPD.
 *
 * @param source prefix of source addresses
 * @param destination prefix of destination addresses, of the same family
 * @param protocol behind all extension headers, or {@link #ANY_PROTOCOL}
 * @param sourcePorts of protocols that have ports
 * @param destinationPorts of protocols that have ports
 * @param decision what is done
 */
public record Policy(
        IpPrefix source,
        IpPrefix destination,
        int protocol,
        PortRange sourcePorts,
        PortRange destinationPorts,
        Decision decision) {

    /** Every protocol; the number that PF_KEY uses for it ({@code IPSEC_ULPROTO_ANY}). */
    public static final int ANY_PROTOCOL = 255;

    /** Checks families and protocol. */
    public Policy {
        if (source.family() != destination.family() || source.family() == IpFamily.UNSPECIFIED) {
            throw new IllegalArgumentException(
                    "a policy's prefixes are both IPv4 or both IPv6, not " + source + " and " + destination);
        }
        if (protocol < 0 || protocol > ANY_PROTOCOL) {
            throw new IllegalArgumentException("not a protocol number: " + protocol);
        }
    }

    /** A policy for all protocols and ports. */
    public static Policy of(IpPrefix source, IpPrefix destination, Decision decision) {
        return new Policy(source, destination, ANY_PROTOCOL, PortRange.ANY, PortRange.ANY, decision);
    }

    /** The same for one protocol and some ports. */
    public Policy with(int otherProtocol, PortRange otherSource, PortRange otherDestination) {
        return new Policy(source, destination, otherProtocol, otherSource, otherDestination, decision);
    }
}
