package org.qgate.agent.transport;

import java.net.InetSocketAddress;
import org.qgate.core.port.ControlPort;

/**
 * The peer of a link over the network.
 *
 * @param control our control port
 * @param hello our hello port
 * @param peerControl where the peer's control port is
 * @param peerHello where the peer's hello port is
 */
public record SocketPeer(
        MessagePort control, MessagePort hello, InetSocketAddress peerControl, InetSocketAddress peerHello)
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
