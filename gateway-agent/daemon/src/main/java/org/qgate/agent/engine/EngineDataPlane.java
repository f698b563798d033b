package org.qgate.agent.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.StandingSa;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.dataplane.TrafficSum;
import org.qgate.agent.engine.DeferredInstallations.Wanted;
import org.qgate.agent.pfkey.PfkeyDataPlane;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded engine as a data plane: a PF_KEY connection to whichever engine serves now. When an engine dies, all its SAs count as
 * gone and its keys as used; what is asked for meanwhile waits for the next engine. For the loop's thread.
 */
public final class EngineDataPlane implements DataPlane {
    private static final Logger LOG = LoggerFactory.getLogger(EngineDataPlane.class);

    private final EngineNetwork network;
    private final EngineSupervisor supervisor;
    private final SessionOpener sessions;
    private final Map<LinkName, LinkConfiguration> links = new LinkedHashMap<>();
    /** Of links whose selectors were changed. */
    private final Map<LinkName, TrafficCover> covers = new HashMap<>();

    private final Map<LinkName, TrafficSum> outboundBefore = new HashMap<>();
    private final Map<LinkName, TrafficSum> inboundBefore = new HashMap<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private final DeferredInstallations deferred = new DeferredInstallations();
    private final Set<IpAddress> served = new HashSet<>();
    private @Nullable Session session;

    /** Opens a PF_KEY connection to the engine that serves; tests put a function here. */
    @FunctionalInterface
    interface SessionOpener {
        /**
         * Connects.
         *
         * @param lost to be called when the connection breaks
         */
        PfkeyDataPlane open(Runnable lost) throws IOException;
    }

    private record Session(EngineInstance engine, PfkeyDataPlane plane) {}

    EngineDataPlane(EngineNetwork network, EngineSupervisor supervisor, SessionOpener sessions) {
        this.network = network;
        this.supervisor = supervisor;
        this.sessions = sessions;
    }

    /**
     * Blocks all links' traffic, then sees to it that an engine runs, and connects to it.
     *
     * @param listeners {@code lost} is called whenever an engine has come or gone
     */
    public static EngineDataPlane open(
            EngineConfiguration engine,
            List<LinkConfiguration> configured,
            RouteSocket routes,
            PfkeyDataPlane.Listeners listeners,
            RandomGenerator random)
            throws IOException {
        PfKeyTransport transport = PfKeyTransport.unixSocket(engine.socket());
        EngineSupervisor supervisor = new EngineSupervisor(
                new EngineProcesses(
                        engine,
                        new EngineProgram(
                                engine, configured, System.getenv().getOrDefault(EngineProgram.PROGRAMS_VARIABLE, ""))),
                System::nanoTime,
                listeners.lost());
        EngineDataPlane plane = new EngineDataPlane(
                new EngineNetwork(routes, engine),
                supervisor,
                lost -> PfkeyDataPlane.open(
                        transport, configured, new PfkeyDataPlane.Listeners(listeners.links(), lost), random));
        try {
            plane.begin(configured, engine);
            return plane;
        } catch (IOException e) {
            plane.finish();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the engine was started", e);
        }
    }

    /** Blocks all links' traffic, then sees to it that an engine runs, and connects to it. */
    void begin(List<LinkConfiguration> configured, EngineConfiguration engine)
            throws IOException, InterruptedException {
        requirePathAroundEngine(configured);
        configured.forEach(link -> served.add(link.endpoints().local()));
        for (LinkConfiguration link : configured) {
            network.block(link);
        }
        supervisor.start();
        connect();
        network.bringUp();
        LOG.info("data plane engine: {} links on {}", configured.size(), engine.tun());
    }

    /** Connects to the first engine. */
    void connect() throws IOException {
        EngineInstance first = supervisor
                .current()
                .orElseThrow(() -> new IOException("data plane engine: it ended as soon as it had started"));
        session = new Session(first, sessions.open(() -> supervisor.lost(first, "its PF_KEY connection broke")));
    }

    /** ESP itself must not be led into the engine's interface. */
    private static void requirePathAroundEngine(List<LinkConfiguration> configured) throws IOException {
        for (LinkConfiguration link : configured) {
            for (LinkConfiguration other : configured) {
                for (TrafficSelector selector : other.policies().selectors()) {
                    if (selector.remote().family() == link.endpoints().peer().family()
                            && selector.remote().contains(link.endpoints().peer())) {
                        throw new IOException("link " + other.name() + ": its selector to " + selector.remote()
                                + " covers " + link.endpoints().peer() + ", the peer of link " + link.name()
                                + "; the engine cannot do that: take the data plane xfrm, or other selectors");
                    }
                }
            }
        }
    }

    /** What REGISTER told was looked at when the connection was made. */
    @Override
    public void requireSuites(List<LinkConfiguration> configured) {
        // Done.
    }

    /** The engine was started for some local addresses and listens to no others. */
    @Override
    public void admit(LinkConfiguration link, List<LinkConfiguration> others) throws IOException {
        List<LinkConfiguration> all = new ArrayList<>(others);
        all.add(link);
        requirePathAroundEngine(all);
        if (links.isEmpty()) {
            throw new IOException("link " + link.name()
                    + ": the engine's interface went with its last link; put the link into the configuration file and start"
                    + " the agent again");
        }
        if (!served.contains(link.endpoints().local())) {
            throw new IOException("link " + link.name() + ": the engine does not serve "
                    + link.endpoints().local()
                    + ", which no link had when the agent started; put the link into the configuration file");
        }
        Session now = session;
        if (now == null) {
            throw new IOException("link " + link.name() + ": " + supervisor.outage());
        }
        now.plane.admit(link, others);
    }

    @Override
    public int prepare(LinkConfiguration link) throws IOException {
        network.block(link);
        LinkName name = link.parameters().link();
        links.put(name, link);
        covers.remove(name);
        outboundBefore.put(name, new TrafficSum());
        inboundBefore.put(name, new TrafficSum());
        Session now = session;
        if (now == null) {
            throw new IOException("link " + link.name() + ": " + supervisor.outage());
        }
        return now.plane.prepare(link);
    }

    @Override
    public void cover(LinkName link, TrafficCover cover) throws IOException {
        LinkConfiguration before = Objects.requireNonNull(links.get(link), "not prepared");
        Session now = session;
        if (now == null) {
            throw new IOException("link " + link + ": " + supervisor.outage());
        }
        LinkConfiguration after = before.covering(cover.blocked());
        network.block(after);
        network.route(after);
        links.put(link, after);
        covers.put(link, cover);
        now.plane.cover(link, cover);
        network.release(before);
    }

    @Override
    public void route(LinkConfiguration link) throws IOException {
        network.route(link);
    }

    @Override
    public void add(LinkName link, LinkEffect effect) {
        wanted.add(new Wanted(link, effect));
    }

    @Override
    public void execute(BiConsumer<LinkName, LinkEvent> answers) {
        List<Wanted> turn = List.copyOf(wanted);
        wanted.clear();
        followEngine();
        Session now = session;
        if (now == null) {
            turn.forEach(each -> deferred.take(each, answers));
            return;
        }
        deferred.drainTo(now.plane::add);
        turn.forEach(each -> now.plane.add(each.link(), each.effect()));
        now.plane.execute(answers);
        if (now.plane.isSilent()) {
            supervisor.lost(now.engine, "it does not answer");
        }
    }

    /** Lets go of an engine that is gone, and connects to the one that has come. */
    private void followEngine() {
        Optional<EngineInstance> running = supervisor.current();
        Session now = session;
        if (now != null && running.filter(now.engine::equals).isEmpty()) {
            leave(now);
            now = null;
        }
        if (now == null && running.isPresent()) {
            join(running.get());
        }
    }

    private void leave(Session gone) {
        session = null;
        for (LinkName link : links.keySet()) {
            sum(outboundBefore, link).add(gone.plane.outboundGone(link));
            sum(inboundBefore, link).add(gone.plane.inboundGone(link));
        }
        gone.plane.abandon();
    }

    private void join(EngineInstance engine) {
        PfkeyDataPlane plane = null;
        try {
            plane = sessions.open(() -> supervisor.lost(engine, "its PF_KEY connection broke"));
            for (LinkConfiguration link : links.values()) {
                plane.prepare(link);
                TrafficCover cover = covers.get(link.parameters().link());
                if (cover != null) {
                    plane.cover(link.parameters().link(), cover);
                }
            }
            session = new Session(engine, plane);
            LOG.info(
                    "data plane engine: {} serves {} links, {} SAs wait for it", engine, links.size(), deferred.size());
        } catch (IOException e) {
            if (plane != null) {
                leave(new Session(engine, plane));
            }
            supervisor.lost(engine, "it cannot be keyed: " + e.getMessage());
        }
    }

    @Override
    public void retreat(LinkName link) throws IOException {
        deferred.forget(link);
        followEngine();
        Session now = session;
        if (now != null) {
            now.plane.retreat(link);
        }
    }

    @Override
    public void lift(LinkName link) throws IOException {
        Session now = session;
        LinkConfiguration configuration = links.remove(link);
        if (configuration == null) {
            return;
        }
        if (now != null) {
            now.plane.lift(link);
        }
        network.lift(configuration);
    }

    @Override
    public Optional<StandingSa> outbound(LinkName link, int spi) throws IOException {
        Session now = session;
        return now == null ? Optional.empty() : now.plane.outbound(link, spi);
    }

    @Override
    public Optional<StandingSa> inbound(LinkName link, int spi) throws IOException {
        Session now = session;
        return now == null ? Optional.empty() : now.plane.inbound(link, spi);
    }

    @Override
    public Traffic outboundGone(LinkName link) {
        Session now = session;
        Traffic before = sum(outboundBefore, link).sum();
        return now == null ? before : before.plus(now.plane.outboundGone(link));
    }

    @Override
    public Traffic inboundGone(LinkName link) {
        Session now = session;
        Traffic before = sum(inboundBefore, link).sum();
        return now == null ? before : before.plus(now.plane.inboundGone(link));
    }

    private static TrafficSum sum(Map<LinkName, TrafficSum> sums, LinkName link) {
        return sums.computeIfAbsent(link, name -> new TrafficSum());
    }

    @Override
    public Optional<String> outage() {
        return supervisor.current().isPresent() ? Optional.empty() : Optional.of(supervisor.outage());
    }

    @Override
    public void finish() {
        leaveSession();
        try {
            supervisor.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of the engine, which runs on with what it has. */
    public void close() throws InterruptedException {
        supervisor.release();
        leaveSession();
    }

    private void leaveSession() {
        Session now = session;
        session = null;
        if (now != null) {
            now.plane.close();
        }
    }
}
