package org.qgate.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.qgate.agent.audit.AuditLedger;
import org.qgate.agent.config.AgentConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.control.AccessRules;
import org.qgate.agent.control.ControlServer;
import org.qgate.agent.control.GroupFile;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.keysource.SimulatedKeySource;
import org.qgate.agent.loop.CommandExecutor;
import org.qgate.agent.loop.EffectExecutor;
import org.qgate.agent.loop.EventLoop;
import org.qgate.agent.loop.InboundCounts;
import org.qgate.agent.loop.Inbox;
import org.qgate.agent.loop.LinkLifecycle;
import org.qgate.agent.loop.LinkReporter;
import org.qgate.agent.loop.LinkRunner;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.agent.secret.KeyMemory;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.agent.secret.SecretFile;
import org.qgate.agent.storage.MarksJournal;
import org.qgate.agent.storage.MarksWriter;
import org.qgate.agent.storage.StateDirectory;
import org.qgate.agent.udp.DatagramRouter;
import org.qgate.agent.udp.UdpPeer;
import org.qgate.agent.udp.UdpPort;
import org.qgate.control.ControlEvent;
import org.qgate.core.link.Link;
import org.qgate.core.link.ProtocolRules;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.Entropy;
import org.qgate.core.secret.SecretBytes;
import org.qgate.core.wire.LinkTag;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the agent's parts and joins them; the only place that makes adapters. */
final class Wiring {
    /** Secrets that are longer than a key: a provisioned one and a seed for each link. */
    private static final int LONG_SECRETS_PER_LINK = 2;

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private final AgentConfiguration configuration;
    private final Closers closers = new Closers();
    private final Inbox inbox = new Inbox();
    private final SecureRandom random = new SecureRandom();
    private final Entropy entropy = new SystemEntropy(random);
    private final long startNanos = System.nanoTime();
    private final Map<LinkName, LinkRunner> runners = new HashMap<>();

    private Wiring(AgentConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Makes an agent; what was opened before a failure is closed again, block policies stay. */
    static Agent wire(AgentConfiguration configuration) throws IOException {
        Wiring wiring = new Wiring(configuration);
        try {
            return wiring.agent();
        } catch (IOException | RuntimeException e) {
            wiring.closers.closeAll();
            throw e;
        }
    }

    private Agent agent() throws IOException {
        Path state = closers.keep(StateDirectory.open(configuration.stateDirectory()))
                .path();
        SecretArena arena = closers.keep(SecretArena.open(
                configuration.secretsMax(), configuration.links().size() * LONG_SECRETS_PER_LINK));
        RouteSocket routes = closers.keep(RouteSocket.open());
        DataPlaneWiring.Chosen chosen =
                new DataPlaneWiring(configuration, inbox, arena, random, routes, closers).choose();
        DataPlane dataPlane = chosen.dataPlane();
        LinkNetworkProgrammer network = new LinkNetworkProgrammer(routes);
        prepareLinks(dataPlane, network);
        dataPlane.requireSuites(configuration.links());

        MarksJournal journal = closers.keep(MarksJournal.open(state));
        MarksWriter marks = new MarksWriter(journal, inbox::answer);
        ControlServer server = controlServer();
        wireLinks(new LockedKeyMemory(arena), journal, server::publish);

        EffectExecutor effects =
                new EffectExecutor(runners, dataPlane, ledger(state), marks::persist, Clock.systemUTC());
        LinkLifecycle lifecycle = new LinkLifecycle(dataPlane, network, effects);
        LinkReporter reporter = new LinkReporter(dataPlane, Clock.systemUTC());
        CommandExecutor commands = new CommandExecutor(identity(chosen), runners, effects, lifecycle, reporter);
        marks.start();
        closers.add(marks::stop);
        server.start();
        EventLoop loop = new EventLoop(
                inbox, System::nanoTime, runners, effects, lifecycle, commands, new InboundCounts(dataPlane));
        return new Agent(loop, inbox, closers);
    }

    /** Block policies come first of all: whatever fails after this, nothing passes in clear. */
    private void prepareLinks(DataPlane dataPlane, LinkNetworkProgrammer network) throws IOException {
        for (LinkConfiguration link : configuration.links()) {
            int left = dataPlane.prepare(link);
            network.add(link.name(), link.network());
            dataPlane.route(link);
            if (left > 0) {
                LOG.info(
                        "link {}: {} SAs of the agent before this one stand; they carry traffic until the new epoch"
                                + " does",
                        link.name(),
                        left);
            }
        }
    }

    private ControlServer controlServer() throws IOException {
        AccessRules access = new AccessRules(
                System.getProperty("user.name"),
                configuration.control().wbemUser(),
                configuration.control().group(),
                new GroupFile(Path.of("/etc/group")));
        ControlServer server = ControlServer.bind(configuration.control(), access, inbox::command, System::nanoTime);
        closers.add(server::stop);
        return server;
    }

    private AuditLedger ledger(Path state) throws IOException {
        return closers.keep(AuditLedger.open(
                state,
                configuration.ledger().fileBytesMax(),
                configuration.ledger().filesMax(),
                "gateway " + configuration.gateway() + ", qgate-agent " + ProgramVersion.text() + ", "
                        + Clock.systemUTC().instant()));
    }

    private void wireLinks(KeyMemory memory, MarksJournal journal, Consumer<ControlEvent> watches) throws IOException {
        Map<Long, DatagramRouter.Route> routes = new HashMap<>();
        Map<InetSocketAddress, UdpPort> ports = new HashMap<>();
        for (LinkConfiguration link : configuration.links()) {
            routes.put(
                    LinkTag.of(link.parameters()),
                    new DatagramRouter.Route(
                            link.parameters().link(), peer(link, ControlPort.CONTROL), peer(link, ControlPort.HELLO)));
        }
        DatagramRouter router = new DatagramRouter(routes, inbox::datagram);
        for (LinkConfiguration link : configuration.links()) {
            UdpPort control = port(link, ControlPort.CONTROL, router, ports);
            UdpPort hello = port(link, ControlPort.HELLO, router, ports);
            wireLink(link, control, hello, new LinkSecrets(memory, journal, watches));
        }
        ports.values().forEach(UdpPort::start);
    }

    /** What each link is made with, besides its own configuration. */
    private record LinkSecrets(KeyMemory memory, MarksJournal journal, Consumer<ControlEvent> watches) {}

    private void wireLink(LinkConfiguration link, UdpPort control, UdpPort hello, LinkSecrets shared)
            throws IOException {
        SecretBytes provisioned = SecretFile.read(link.secretFile(), shared.memory);
        SecretBytes seed = SecretFile.read(link.keySource().seedFile(), shared.memory);
        LinkName name = link.parameters().link();
        SimulatedKeySource keys = new SimulatedKeySource(
                name,
                seed,
                shared.memory,
                new SimulatedKeySource.KeyRate(
                        link.keySource().bitsPerSecond(), link.keySource().poolBitsMax()),
                startNanos);
        LOG.warn(
                "link {}: KEYS ARE SIMULATED FROM A SHARED SEED. NOT FOR PRODUCTION: they are no more secret than that"
                        + " seed.",
                name);
        Link core = new Link(
                link.parameters(),
                provisioned,
                entropy,
                ProtocolRules.NORMATIVE,
                shared.journal.marks(name),
                startNanos);
        UdpPeer peer = new UdpPeer(control, hello, peer(link, ControlPort.CONTROL), peer(link, ControlPort.HELLO));
        runners.put(name, new LinkRunner(link, core, keys, peer, shared.watches));
    }

    private UdpPort port(
            LinkConfiguration link, ControlPort kind, DatagramRouter router, Map<InetSocketAddress, UdpPort> ports)
            throws IOException {
        int number = number(link, kind);
        InetSocketAddress local = UdpPort.socketAddress(link.endpoints().local(), number);
        UdpPort known = ports.get(local);
        if (known != null) {
            return known;
        }
        UdpPort port = UdpPort.bind(kind, link.endpoints().local(), number, router);
        closers.add(port::stop);
        ports.put(local, port);
        return port;
    }

    private static InetSocketAddress peer(LinkConfiguration link, ControlPort kind) throws IOException {
        return UdpPort.socketAddress(link.endpoints().peer(), number(link, kind));
    }

    private static int number(LinkConfiguration link, ControlPort kind) {
        return kind == ControlPort.HELLO
                ? link.endpoints().helloPort()
                : link.endpoints().controlPort();
    }

    private CommandExecutor.AgentIdentity identity(DataPlaneWiring.Chosen chosen) {
        return new CommandExecutor.AgentIdentity(
                configuration.gateway().name(),
                ProgramVersion.text(),
                chosen.kind().word(),
                chosen.why(),
                startNanos,
                List.of("keys of all links are simulated from shared seeds: not for production"));
    }
}
