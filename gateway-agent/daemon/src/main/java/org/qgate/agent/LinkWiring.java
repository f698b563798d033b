package org.qgate.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.Transport;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.keysource.SimulatedKeySource;
import org.qgate.agent.loop.LinkFactory;
import org.qgate.agent.loop.LinkRunner;
import org.qgate.agent.secret.KeyMemory;
import org.qgate.agent.secret.SecretFile;
import org.qgate.agent.storage.MarksJournal;
import org.qgate.agent.tcp.TcpCounts;
import org.qgate.agent.tcp.TcpPort;
import org.qgate.agent.transport.DatagramRouter;
import org.qgate.agent.transport.DatagramSink;
import org.qgate.agent.transport.MessagePort;
import org.qgate.agent.transport.SocketPeer;
import org.qgate.agent.udp.UdpPort;
import org.qgate.control.ControlEvent;
import org.qgate.control.TcpPortStatus;
import org.qgate.core.link.Link;
import org.qgate.core.link.ProtocolRules;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.Entropy;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.LinkTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes links with their secrets, key sources and ports, at the start of the agent and while it runs. */
final class LinkWiring implements LinkFactory {
    private static final Logger LOG = LoggerFactory.getLogger(LinkWiring.class);

    private final KeyMemory memory;
    private final MarksJournal journal;
    private final Entropy entropy;
    private final DatagramRouter router;
    private final Consumer<ControlEvent> watches;
    private final DataPlane dataPlane;
    private final Map<LocalPort, MessagePort> ports = new HashMap<>();
    private final Map<LinkName, Held> held = new HashMap<>();

    /** What a link holds until it is discarded. */
    private record Held(long tag, List<SecretBytes> secrets, List<LocalPort> ports) {}

    /** What may be bound once, and is shared by all links that have it. */
    private record LocalPort(Transport transport, InetSocketAddress address) {}

    LinkWiring(
            KeyMemory memory,
            MarksJournal journal,
            Entropy entropy,
            DatagramRouter router,
            Consumer<ControlEvent> watches,
            DataPlane dataPlane) {
        this.dataPlane = dataPlane;
        this.memory = memory;
        this.journal = journal;
        this.entropy = entropy;
        this.router = router;
        this.watches = watches;
    }

    @Override
    public void check(LinkConfiguration link) throws IOException {
        SecretFile.check(link.secretFile());
        SecretFile.check(link.keySource().seedFile());
    }

    @Override
    public LinkRunner make(LinkConfiguration link, long nowNanos) throws IOException {
        LinkName name = link.parameters().link();
        SecretBytes provisioned = SecretFile.read(link.secretFile(), memory);
        SecretBytes seed = SecretFile.read(link.keySource().seedFile(), memory);
        List<LocalPort> own = List.of(local(link, ControlPort.CONTROL), local(link, ControlPort.HELLO));
        long tag = LinkTag.of(link.parameters());
        held.put(name, new Held(tag, List.of(provisioned, seed), own));
        try {
            MessagePort control = port(link, ControlPort.CONTROL);
            MessagePort hello = port(link, ControlPort.HELLO);
            InetSocketAddress peerControl = peer(link, ControlPort.CONTROL);
            InetSocketAddress peerHello = peer(link, ControlPort.HELLO);
            router.add(tag, new DatagramRouter.Route(name, link.endpoints().transport(), peerControl, peerHello));
            LOG.warn(
                    "link {}: KEYS ARE SIMULATED FROM A SHARED SEED. NOT FOR PRODUCTION: they are no more secret than that"
                            + " seed.",
                    name);
            return new LinkRunner(
                    link,
                    new Link(
                            link.parameters().withControlAh(controlAh(link)),
                            provisioned,
                            entropy,
                            ProtocolRules.NORMATIVE,
                            journal.marks(name),
                            nowNanos),
                    new SimulatedKeySource(
                            name,
                            seed,
                            memory,
                            new SimulatedKeySource.KeyRate(
                                    link.keySource().bitsPerSecond(),
                                    link.keySource().poolBitsMax()),
                            nowNanos),
                    new SocketPeer(control, hello, peerControl, peerHello),
                    watches);
        } catch (IOException e) {
            release(name);
            throw e;
        }
    }

    /** What is wanted, as far as the data plane can. */
    private ControlAh controlAh(LinkConfiguration link) throws IOException {
        ControlAh wanted = link.parameters().controlAh();
        Optional<String> why = dataPlane.controlAh(link);
        if (why.isEmpty() || wanted == ControlAh.OFF) {
            return wanted;
        }
        if (wanted == ControlAh.ON) {
            throw new IOException("link " + link.name() + ": control-ah is on, but " + why.get()
                    + "; set it to auto, or make AH possible");
        }
        LOG.info("link {}: no AH on the control port: {}", link.name(), why.get());
        return ControlAh.OFF;
    }

    @Override
    public void discard(LinkName link) throws IOException {
        release(link);
    }

    private void release(LinkName name) throws IOException {
        Held let = held.remove(name);
        if (let == null) {
            return;
        }
        router.remove(let.tag);
        let.secrets.forEach(SecretBytes::close);
        for (LocalPort local : let.ports) {
            boolean used = held.values().stream().anyMatch(other -> other.ports.contains(local));
            MessagePort port = used ? null : ports.remove(local);
            if (port != null) {
                stop(port);
            }
        }
    }

    private static void stop(MessagePort port) throws IOException {
        try {
            port.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private MessagePort port(LinkConfiguration link, ControlPort kind) throws IOException {
        LocalPort local = local(link, kind);
        MessagePort known = ports.get(local);
        if (known != null) {
            return known;
        }
        MessagePort port = bind(link.endpoints(), kind, number(link, kind));
        ports.put(local, port);
        port.start();
        return port;
    }

    private MessagePort bind(LinkEndpoints endpoints, ControlPort kind, int number) throws IOException {
        DatagramSink sink = router.over(endpoints.transport());
        return switch (endpoints.transport()) {
            case UDP -> UdpPort.bind(kind, endpoints.local(), number, sink);
            case TCP -> TcpPort.bind(kind, endpoints.local(), number, sink, router::isTcpPeer, System::nanoTime);
        };
    }

    private static LocalPort local(LinkConfiguration link, ControlPort kind) throws IOException {
        return new LocalPort(
                link.endpoints().transport(),
                MessagePort.socketAddress(link.endpoints().local(), number(link, kind)));
    }

    private static InetSocketAddress peer(LinkConfiguration link, ControlPort kind) throws IOException {
        return MessagePort.socketAddress(link.endpoints().peer(), number(link, kind));
    }

    private static int number(LinkConfiguration link, ControlPort kind) {
        return kind == ControlPort.HELLO
                ? link.endpoints().helloPort()
                : link.endpoints().controlPort();
    }

    /** What the ports over TCP have seen, ordered by address and number. */
    List<TcpPortStatus> tcpPorts() {
        List<TcpPortStatus> statuses = new ArrayList<>();
        ports.forEach((local, port) -> {
            if (port instanceof TcpPort tcp) {
                statuses.add(status(local.address(), tcp.counts()));
            }
        });
        statuses.sort(Comparator.comparing(TcpPortStatus::address).thenComparingInt(TcpPortStatus::port));
        return statuses;
    }

    private static TcpPortStatus status(InetSocketAddress local, TcpCounts counts) {
        return new TcpPortStatus(
                local.getAddress().getHostAddress(),
                local.getPort(),
                counts.open(),
                counts.refused(),
                counts.badLengths(),
                counts.dropped());
    }

    /** Closes all ports. */
    void close() throws IOException {
        for (MessagePort port : ports.values()) {
            stop(port);
        }
        ports.clear();
    }
}
