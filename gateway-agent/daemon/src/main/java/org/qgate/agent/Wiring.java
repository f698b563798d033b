package org.qgate.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.agent.audit.AuditLedger;
import org.qgate.agent.boot.BlockingPolicies;
import org.qgate.agent.boot.BlockingRoutes;
import org.qgate.agent.boot.BootRules;
import org.qgate.agent.change.ConfigurationState;
import org.qgate.agent.change.LinkChanges;
import org.qgate.agent.change.StateCodec;
import org.qgate.agent.config.AgentConfiguration;
import org.qgate.agent.config.ConfigurationException;
import org.qgate.agent.config.DataPlaneKind;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.control.AccessRules;
import org.qgate.agent.control.ControlServer;
import org.qgate.agent.control.GroupFile;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.loop.AgentClock;
import org.qgate.agent.loop.CommandExecutor;
import org.qgate.agent.loop.EffectExecutor;
import org.qgate.agent.loop.EventLoop;
import org.qgate.agent.loop.InboundCounts;
import org.qgate.agent.loop.Inbox;
import org.qgate.agent.loop.LinkLifecycle;
import org.qgate.agent.loop.LinkReporter;
import org.qgate.agent.loop.LinkRunner;
import org.qgate.agent.loop.RunningLinks;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.agent.network.NetworkEventReader;
import org.qgate.agent.network.SelectorProbe;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.agent.storage.DurableFile;
import org.qgate.agent.storage.MarksJournal;
import org.qgate.agent.storage.MarksWriter;
import org.qgate.agent.storage.StateDirectory;
import org.qgate.agent.transport.DatagramRouter;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.Entropy;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the agent's parts and joins them; the only place that makes adapters. */
final class Wiring {
    /** Secrets that are longer than a key: a provisioned one and a seed for each link. */
    private static final int LONG_SECRETS_PER_LINK = 2;

    /** Links that may be made while the agent runs, beyond those it starts with. */
    private static final int SPARE_LINKS = 64;

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    private AgentConfiguration configuration;
    private final Closers closers = new Closers();
    private final Inbox inbox = new Inbox();
    private final SecureRandom random = new SecureRandom();
    private final Entropy entropy = new SystemEntropy(random);
    private final AgentClock clock = AgentClock.ofMachine();
    private final long startNanos = clock.getAsLong();
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
        DurableFile changed = new DurableFile(state, "configuration.json");
        ConfigurationState remembered = remembered(changed);
        configuration = asChanged(configuration, remembered, changed.path());
        SecretArena arena = closers.keep(SecretArena.open(
                configuration.secretsMax(), (configuration.links().size() + SPARE_LINKS) * LONG_SECRETS_PER_LINK));
        RouteSocket routes = closers.keep(RouteSocket.open());
        DataPlaneWiring.Chosen chosen =
                new DataPlaneWiring(configuration, inbox, arena, random, routes, closers).choose();
        DataPlane dataPlane = chosen.dataPlane();
        LinkNetworkProgrammer network = new LinkNetworkProgrammer(routes);
        BootRules boot = bootRules(state, chosen.kind());
        boot.put(configuration.links());
        prepareLinks(dataPlane, network);
        dataPlane.requireSuites(configuration.links());

        MarksJournal journal = closers.keep(MarksJournal.open(state));
        MarksWriter marks = new MarksWriter(journal, inbox::answer);
        ControlServer server = controlServer();
        LinkWiring links = new LinkWiring(
                new LockedKeyMemory(arena),
                journal,
                entropy,
                new DatagramRouter(inbox::datagram),
                server::publish,
                dataPlane);
        closers.add(links::close);
        for (LinkConfiguration link : configuration.links()) {
            runners.put(link.parameters().link(), links.make(link, startNanos));
        }

        EffectExecutor effects =
                new EffectExecutor(runners, dataPlane, ledger(state), marks::persist, Clock.systemUTC());
        LinkLifecycle lifecycle = new LinkLifecycle(dataPlane, network, boot, effects);
        LinkReporter reporter = new LinkReporter(dataPlane, Clock.systemUTC());
        InboundCounts counts = new InboundCounts(dataPlane);
        RunningLinks operations = new RunningLinks(
                runners,
                effects,
                lifecycle,
                counts,
                new RunningLinks.Surroundings(
                        configuration.settings(), dataPlane, network, links, new SelectorProbe(), clock));
        StateCodec codec = new StateCodec();
        LinkChanges changes =
                new LinkChanges(remembered, next -> changed.write(codec.encode(next)), operations, server::publish);
        changes.recover(clock.getAsLong());
        CommandExecutor commands =
                new CommandExecutor(identity(chosen), runners, effects, lifecycle, reporter, changes, links::tcpPorts);
        closers.add(NetworkEventReader.start(inbox::networkChanged)::stop);
        marks.start();
        closers.add(marks::stop);
        server.start();
        EventLoop loop = new EventLoop(inbox, clock, runners, effects, lifecycle, commands, counts);
        return new Agent(loop, inbox, closers);
    }

    private BootRules bootRules(Path state, DataPlaneKind kind) {
        return new BootRules(
                state,
                kind == DataPlaneKind.ENGINE ? new BlockingRoutes(configuration.engine())::of : BlockingPolicies::of);
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

    /** Links of the configuration file, and what changes of them have been confirmed or committed since. */
    private static AgentConfiguration asChanged(AgentConfiguration ofFile, ConfigurationState changed, Path stored)
            throws IOException {
        Map<String, LinkConfiguration> byName = new HashMap<>();
        Map<String, org.qgate.control.LinkConfiguration> described = new HashMap<>();
        for (LinkConfiguration link : ofFile.links()) {
            byName.put(link.name(), link);
            described.put(link.name(), ofFile.settings().describe(link));
        }
        List<LinkConfiguration> links = new ArrayList<>();
        for (org.qgate.control.LinkConfiguration link :
                changed.starting(described).values()) {
            LinkConfiguration known = byName.get(link.name());
            if (known != null && link.equals(described.get(link.name()))) {
                links.add(known);
                continue;
            }
            try {
                links.add(ofFile.settings().read(link, links));
                LOG.info("link {}: configured by a change, as {} says", link.name(), stored);
            } catch (ConfigurationException e) {
                throw new IOException(
                        "link " + link.name() + " of " + stored + " cannot be used: " + e.getMessage()
                                + "; mend what it needs, or delete that file to go back to the configuration file alone",
                        e);
            }
        }
        return ofFile.withLinks(links);
    }

    private static ConfigurationState remembered(DurableFile file) throws IOException {
        Optional<byte[]> bytes = file.read();
        try {
            return bytes.isEmpty() ? ConfigurationState.NONE : new StateCodec().decode(bytes.get());
        } catch (IOException e) {
            throw new IOException(file.path() + ": " + e.getMessage(), e);
        }
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
