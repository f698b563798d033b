package org.qgate.agent.transport;

import java.net.InetSocketAddress;
import org.qgate.core.port.ControlPort;

/** Takes what comes in on a port, on that port's thread; the array is the sink's. */
@FunctionalInterface
public interface DatagramSink {
    /** A datagram came in, from anybody. */
    void received(ControlPort port, InetSocketAddress source, byte[] datagram);
}
