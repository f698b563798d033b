package org.qgate.agent.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.qgate.linux.inet.IpAddress;

/** One of the protocol's two ports at a local address, with the thread that reads it. Sending is for one thread, and never waits. */
public interface MessagePort {
    /** An address for {@link #send}. */
    static InetSocketAddress socketAddress(IpAddress address, int number) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(address.toBytes()), number);
    }

    /** Begins to read. */
    void start();

    /** Sends a message to a port of a peer, or loses it; the protocol repeats what matters. */
    void send(byte[] message, InetSocketAddress target);

    /** Closes the port and ends its thread. */
    void stop() throws IOException, InterruptedException;
}
