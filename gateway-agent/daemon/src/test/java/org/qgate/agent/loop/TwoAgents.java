package org.qgate.agent.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.qgate.agent.audit.AuditLedger;
import org.qgate.agent.boot.BlockingPolicies;
import org.qgate.agent.boot.BootRules;
import org.qgate.agent.change.ConfigurationState;
import org.qgate.agent.change.LinkChanges;
import org.qgate.agent.config.ConfigurationException;
import org.qgate.agent.config.ConfigurationReader;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.LinkSettings;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.control.CommandAnswer;
import org.qgate.agent.control.PendingCommand;
import org.qgate.agent.dataplane.Disturbances;
import org.qgate.agent.keysource.SimulatedKeySource;
import org.qgate.agent.network.LinkNetworkProgrammer;
import org.qgate.agent.secret.KeyMemory;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.agent.xfrm.ModelKernel;
import org.qgate.agent.xfrm.PolicyWatch;
import org.qgate.agent.xfrm.ResidentSas;
import org.qgate.agent.xfrm.XfrmDataPlane;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlError;
import org.qgate.control.ControlEvent;
import org.qgate.control.ControlReply;
import org.qgate.control.ErrorCode;
import org.qgate.control.TcpPortStatus;
import org.qgate.core.link.Link;
import org.qgate.core.link.ProtocolRules;
import org.qgate.core.model.LinkMarks;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.Entropy;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkBuffers;
import org.qgate.linux.netlink.NetlinkConnection;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.XfrmSocket;

/**
 * Two agents in one thread and one virtual clock: all real but the kernel, the disk's delay and, unless it is TCP, the path between
 * them.
 */
final class TwoAgents implements AutoCloseable {
    private static final long PATH_NANOS = 400_000;
    private static final long STEP_NANOS = 500_000;

    final End alice;
    final End bob;
    private final SecretArena arena;
    private final PriorityQueue<Arrival> path = new PriorityQueue<>();
    private long nowNanos = 1_000_000_000L;
    private long sent;
    private final @Nullable TcpLoopback tcp;

    private record Arrival(long atNanos, long order, End to, LinkEvent event) implements Comparable<Arrival> {
        @Override
        public int compareTo(Arrival other) {
            return atNanos != other.atNanos ? Long.compare(atNanos, other.atNanos) : Long.compare(order, other.order);
        }
    }

    /** A command's answer. */
    static final class Answer implements CommandAnswer {
        final List<ControlReply> replies = new ArrayList<>();
        final List<ControlError> errors = new ArrayList<>();

        @Override
        public void reply(ControlReply reply) {
            replies.add(reply);
        }

        @Override
        public void refuse(ErrorCode code, String message) {
            errors.add(new ControlError(code, message));
        }
    }

    /** What the ports over TCP of each agent are said to have seen. */
    static final TcpPortStatus TCP_PORT = new TcpPortStatus("192.0.2.1", 5600, 1, 2, 3, 4);

    /** One of the two. */
    final class End {
        final ModelKernel kernel = new ModelKernel();
        final List<ControlEvent> events = new ArrayList<>();
        final Path state;
        final Map<LinkName, LinkRunner> links = new HashMap<>();
        final CommandExecutor commands;
        private LinkMarks durable = LinkMarks.NONE;
        /** Nothing that it transmits arrives. */
        boolean muted;

        private final EffectExecutor effects;
        private final AuditLedger ledger;

        End(LinkConfiguration configuration, Path state, Random random) throws IOException {
            this.state = Files.createDirectories(state);
            KeyMemory memory = new LockedKeyMemory(arena);
            XfrmSocket socket = kernel.socket();
            ResidentSas residents = new ResidentSas((link, event) -> {}, Disturbances.UNHEARD);
            XfrmDataPlane dataPlane =
                    new XfrmDataPlane(socket, residents, new PolicyWatch(Disturbances.UNHEARD), arena, random);
            dataPlane.prepare(configuration);
            LinkName name = configuration.parameters().link();
            links.put(name, runner(configuration, memory, random));
            ledger = AuditLedger.open(state, 1 << 24, 2, "test");
            Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
            effects = new EffectExecutor(
                    links,
                    dataPlane,
                    ledger,
                    (of, marks) -> {
                        durable = durable.max(marks);
                        post(this, STEP_NANOS, new LinkEvent.MarksPersisted(marks));
                    },
                    clock);
            LinkNetworkProgrammer network = new LinkNetworkProgrammer(
                    new RouteSocket(new NetlinkConnection(new ModelKernel(), NetlinkBuffers.plain())));
            LinkLifecycle lifecycle =
                    new LinkLifecycle(dataPlane, network, new BootRules(state, BlockingPolicies::of), effects);
            commands = new CommandExecutor(
                    new CommandExecutor.AgentIdentity(
                            configuration.parameters().self().name(),
                            "test",
                            "xfrm",
                            "tested",
                            nowNanos,
                            List.of("simulated")),
                    links,
                    effects,
                    lifecycle,
                    new LinkReporter(dataPlane, clock),
                    new LinkChanges(
                            ConfigurationState.NONE,
                            saved -> {},
                            new RunningLinks(
                                    links,
                                    effects,
                                    lifecycle,
                                    new InboundCounts(dataPlane),
                                    new RunningLinks.Surroundings(
                                            settings(configuration),
                                            dataPlane,
                                            network,
                                            new Maker(memory, random),
                                            this::probe,
                                            () -> nowNanos)),
                            events::add),
                    () -> List.of(TCP_PORT));
        }

        private LinkRunner runner(LinkConfiguration configuration, KeyMemory memory, Random random) {
            LinkName name = configuration.parameters().link();
            SimulatedKeySource keys = new SimulatedKeySource(
                    name,
                    memory.take("the seed that both ends were given".getBytes(StandardCharsets.UTF_8)),
                    memory,
                    new SimulatedKeySource.KeyRate(50_000, 1_000_000),
                    nowNanos);
            Link core = new Link(
                    configuration.parameters(),
                    memory.take("the secret that both ends were given".getBytes(StandardCharsets.UTF_8)),
                    entropy(random),
                    ProtocolRules.NORMATIVE,
                    durable,
                    nowNanos);
            return new LinkRunner(configuration, core, keys, this::transmit, events::add);
        }

        /** Makes links as the agent does, without files and sockets. */
        private final class Maker implements LinkFactory {
            private final KeyMemory memory;
            private final Random random;

            Maker(KeyMemory memory, Random random) {
                this.memory = memory;
                this.random = random;
            }

            @Override
            public void check(LinkConfiguration link) {
                assertThat(link.secretFile()).isAbsolute();
            }

            @Override
            public LinkRunner make(LinkConfiguration link, long now) {
                return runner(link, memory, random);
            }

            @Override
            public void discard(LinkName link) {
                assertThat(links).doesNotContainKey(link);
            }
        }

        private LinkSettings settings(LinkConfiguration configuration) throws IOException {
            Path file = state.resolve("agent.conf");
            Files.writeString(
                    file, """
                    qgate {
                      gateway = %s
                      links { other { peer = zoe, local-address = "192.0.2.7", peer-address = "192.0.2.8"
                        secret-file = "/secret", selectors = [ { local = "10.8.0.0/24", remote = "10.9.0.0/24" } ]
                        key-source { type = simulated, accept-simulated-keys = true, seed-file = "/seed" } } }
                    }
                    """.formatted(configuration.parameters().self().name()));
            try {
                return ConfigurationReader.read(file).settings();
            } catch (ConfigurationException e) {
                throw new IOException(e);
            }
        }

        /** A packet that reaches the other end's kernel if there is a key for it. */
        private int probe(List<TrafficSelector> selectors) {
            selectors.forEach(selector -> {
                if (!kernel.sas().isEmpty() && !muted) {
                    peer().kernel.receivePacket();
                }
            });
            return selectors.size();
        }

        private void transmit(ControlPort port, byte[] datagram) {
            if (muted) {
                return;
            }
            if (tcp != null) {
                tcp.send(this == alice ? 0 : 1, port, datagram);
            } else {
                post(peer(), PATH_NANOS, new LinkEvent.DatagramReceived(port, datagram));
            }
        }

        private End peer() {
            return this == alice ? bob : alice;
        }

        void feed(LinkEvent event) {
            LinkRunner runner = links.get(new LinkName("alice-bob"));
            if (runner != null) {
                effects.handle(runner, event, nowNanos);
                effects.carryOut(nowNanos);
            }
        }

        Answer command(ControlCommand command) {
            Answer answer = new Answer();
            commands.execute(new PendingCommand(command, "tester", answer), nowNanos);
            effects.carryOut(nowNanos);
            return answer;
        }

        private void tick() {
            links.values().forEach(runner -> effects.tick(runner, nowNanos));
            commands.act(nowNanos);
            effects.carryOut(nowNanos);
        }
    }

    TwoAgents(Path directory, long seed) throws IOException {
        this(directory, seed, null);
    }

    /** Two agents whose messages travel over TCP; who made that closes it. */
    TwoAgents(Path directory, long seed, @Nullable TcpLoopback tcp) throws IOException {
        this.tcp = tcp;
        arena = SecretArena.open(4096, 16);
        Random random = new Random(seed);
        alice = new End(
                org.qgate.agent.xfrm.TestLinks.alice("10.1.0.0/24", "10.2.0.0/24"), directory.resolve("alice"), random);
        bob = new End(
                org.qgate.agent.xfrm.TestLinks.bob("10.2.0.0/24", "10.1.0.0/24"), directory.resolve("bob"), random);
    }

    private static Entropy entropy(Random random) {
        return new Entropy() {
            @Override
            public void fill(byte[] target) {
                random.nextBytes(target);
            }

            @Override
            public long below(long bound) {
                return Math.floorMod(random.nextLong(), bound);
            }
        };
    }

    private void post(End to, long delayNanos, LinkEvent event) {
        path.add(new Arrival(nowNanos + delayNanos, sent++, to, event));
    }

    void start() {
        alice.feed(new LinkEvent.Started());
        bob.feed(new LinkEvent.Started());
    }

    void run(long millis) {
        long end = nowNanos + millis * 1_000_000;
        while (nowNanos < end) {
            nowNanos += STEP_NANOS;
            if (tcp != null) {
                tcp.arrivedAt(0).forEach(alice::feed);
                tcp.arrivedAt(1).forEach(bob::feed);
            }
            for (Arrival next = path.peek(); next != null && next.atNanos <= nowNanos; next = path.peek()) {
                path.remove();
                next.to.feed(next.event);
            }
            alice.tick();
            bob.tick();
        }
    }

    @Override
    public void close() throws IOException {
        alice.ledger.close();
        bob.ledger.close();
        arena.close();
    }
}
