package org.qgate.agent.loop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.Transport;
import org.qgate.agent.tcp.TcpPort;
import org.qgate.agent.transport.DatagramRouter;
import org.qgate.agent.transport.MessagePort;
import org.qgate.agent.transport.PeerPorts;
import org.qgate.agent.transport.SocketPeer;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpAddress;

/** Two gateways' ports over TCP on the loopback interface, real but for the time: who has sent waits until it has arrived. */
final class TcpLoopback implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;
    private static final LinkName LINK = new LinkName("alice-bob");

    private final List<TcpPort> ports = new ArrayList<>();
    private final List<PeerPorts> peers = new ArrayList<>();
    private final List<BlockingQueue<LinkEvent>> arrived =
            List.of(new LinkedBlockingQueue<>(), new LinkedBlockingQueue<>());
    private final int[] sent = new int[2];

    /** Ports of both, number 0 at 127.0.0.1 and number 1 at 127.0.0.2. */
    TcpLoopback(long linkTag) throws IOException {
        List<IpAddress> addresses = List.of(IpAddress.parse("127.0.0.1"), IpAddress.parse("127.0.0.2"));
        int control = free();
        int hello = free();
        for (int end = 0; end < 2; end++) {
            IpAddress peer = addresses.get(1 - end);
            BlockingQueue<LinkEvent> inbox = arrived.get(end);
            DatagramRouter router = new DatagramRouter((link, event) -> inbox.add(event));
            router.add(
                    linkTag,
                    new DatagramRouter.Route(
                            LINK,
                            Transport.TCP,
                            MessagePort.socketAddress(peer, control),
                            MessagePort.socketAddress(peer, hello)));
            TcpPort controlPort = bind(ControlPort.CONTROL, addresses.get(end), control, router);
            TcpPort helloPort = bind(ControlPort.HELLO, addresses.get(end), hello, router);
            peers.add(new SocketPeer(
                    controlPort,
                    helloPort,
                    MessagePort.socketAddress(peer, control),
                    MessagePort.socketAddress(peer, hello)));
        }
    }

    private static int free() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private TcpPort bind(ControlPort kind, IpAddress address, int number, DatagramRouter router) throws IOException {
        TcpPort port =
                TcpPort.bind(kind, address, number, router.over(Transport.TCP), router::isTcpPeer, System::nanoTime);
        ports.add(port);
        port.start();
        return port;
    }

    void send(int from, ControlPort port, byte[] message) {
        sent[1 - from]++;
        peers.get(from).send(port, message);
    }

    /** What was sent to this end since the last call; waits for it. */
    List<LinkEvent> arrivedAt(int end) {
        List<LinkEvent> events = new ArrayList<>();
        try {
            for (; sent[end] > 0; sent[end]--) {
                LinkEvent event = arrived.get(end).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (event == null) {
                    throw new AssertionError(sent[end] + " messages did not arrive");
                }
                events.add(event);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return events;
    }

    long dropped() {
        return ports.stream().mapToLong(port -> port.counts().dropped()).sum();
    }

    @Override
    public void close() throws IOException {
        for (TcpPort port : ports) {
            try {
                port.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
