package org.qgate.agent.config;

import org.qgate.linux.inet.IpAddress;

/**
 * Where the two gateways of a link meet.
 *
 * @param local our outer address
 * @param peer the peer's
 * @param controlPort port of the protocol's messages, equal on both ends
 * @param helloPort port of its HELLO messages, equal on both ends
 * @param transport whose ports these are, equal on both ends
 */
public record LinkEndpoints(IpAddress local, IpAddress peer, int controlPort, int helloPort, Transport transport) {
    /** Over UDP. */
    public LinkEndpoints(IpAddress local, IpAddress peer, int controlPort, int helloPort) {
        this(local, peer, controlPort, helloPort, Transport.UDP);
    }

    /** The ports as an operator names them. */
    public String ports() {
        return transport + " ports " + controlPort + " and " + helloPort;
    }
}
