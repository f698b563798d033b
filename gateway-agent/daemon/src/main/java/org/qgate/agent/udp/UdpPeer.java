package org.qgate.agent.udp;

import java.net.InetSocketAddress;
import org.qgate.core.port.ControlPort;

/**
 * The peer of a link by UDP.
 *
 * @param control our socket of the control port
 * @param hello our socket of the hello port
 * @param peerControl where the peer's control port is
 * @param peerHello where the peer's hello port is
 */
public record UdpPeer(UdpPort control, UdpPort hello, InetSocketAddress peerControl, InetSocketAddress peerHello)
        implements PeerPorts {
    @Override
    public void send(ControlPort port, byte[] datagram) {
        if (port == ControlPort.HELLO) {
            hello.send(datagram, peerHello);
        } else {
            control.send(datagram, peerControl);
        }
    }
}
