package org.qgate.agent.transport;

import org.qgate.core.port.ControlPort;

/** The way to the peer of one link: {@link SocketPeer}, or a path with a mind of its own in tests. */
@FunctionalInterface
public interface PeerPorts {
    /** Sends a datagram to one of the peer's ports, or loses it. */
    void send(ControlPort port, byte[] datagram);
}
