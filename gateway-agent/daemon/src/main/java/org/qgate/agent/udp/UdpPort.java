package org.qgate.agent.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import org.qgate.agent.transport.DatagramSink;
import org.qgate.agent.transport.MessagePort;
import org.qgate.agent.transport.PortUnavailableException;
import org.qgate.core.port.ControlPort;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One UDP socket with the thread that reads it. */
public final class UdpPort implements MessagePort {
    /** Longest datagram that is read; the protocol's are shorter, and what is longer is cut and so refused. */
    private static final int DATAGRAM_BYTES_MAX = 2048;

    private static final Logger LOG = LoggerFactory.getLogger(UdpPort.class);

    private final ControlPort port;
    private final DatagramChannel channel;
    private final DatagramSink sink;
    private final Thread thread;
    private long sendFailures;

    private UdpPort(ControlPort port, DatagramChannel channel, DatagramSink sink) {
        this.port = port;
        this.channel = channel;
        this.sink = sink;
        this.thread = new Thread(this::run, "udp-" + port.name().toLowerCase(java.util.Locale.ROOT));
        thread.setDaemon(true);
    }

    /**
     * Binds a socket; call {@link #start}.
     *
     * @param port which of the protocol's ports
     * @param address to bind to
     * @param number port number
     * @param sink gets what comes in
     */
    public static UdpPort bind(ControlPort port, IpAddress address, int number, DatagramSink sink) throws IOException {
        DatagramChannel channel = DatagramChannel.open(
                address.family() == IpFamily.IPV6 ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET);
        try {
            channel.bind(MessagePort.socketAddress(address, number));
            return new UdpPort(port, channel, sink);
        } catch (IOException e) {
            channel.close();
            throw new PortUnavailableException("UDP", address, number, e);
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    /** Drops what cannot be sent, as the network might; a first failure in a row is logged. */
    @Override
    public void send(byte[] datagram, InetSocketAddress target) {
        try {
            channel.send(ByteBuffer.wrap(datagram), target);
            sendFailures = 0;
        } catch (IOException e) {
            if (sendFailures == 0) {
                LOG.warn(
                        "nothing can be sent to {} now: {}; the protocol repeats what matters", target, e.getMessage());
            }
            sendFailures++;
        }
    }

    private void run() {
        ByteBuffer buffer = ByteBuffer.allocateDirect(DATAGRAM_BYTES_MAX);
        boolean failedBefore = false;
        while (channel.isOpen()) {
            try {
                SocketAddress source = channel.receive(buffer.clear());
                byte[] datagram = new byte[buffer.flip().remaining()];
                buffer.get(datagram);
                failedBefore = false;
                sink.received(port, (InetSocketAddress) source, datagram);
            } catch (AsynchronousCloseException e) {
                return;
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // An ICMP error about something that we sent; the next datagram may come in all the same.
                if (!failedBefore) {
                    LOG.warn("port {}: {}", port, e.getMessage());
                }
                failedBefore = true;
            }
        }
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        channel.close();
        thread.join();
    }
}
