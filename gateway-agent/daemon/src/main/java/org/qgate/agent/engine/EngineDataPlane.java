package org.qgate.agent.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
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
    private final EngineConnection connection;
    private final Map<LinkName, LinkConfiguration> links = new LinkedHashMap<>();
    /** Of links whose selectors were changed. */
    private final Map<LinkName, TrafficCover> covers = new HashMap<>();

    private final Map<LinkName, TrafficSum> outboundBefore = new HashMap<>();
    private final Map<LinkName, TrafficSum> inboundBefore = new HashMap<>();
    private final List<Wanted> wanted = new ArrayList<>();
    private final DeferredInstallations deferred = new DeferredInstallations();

    /**
     * Without an engine yet.
     *
     * @param supervisors makes who looks after engines for some links
     */
    EngineDataPlane(
            EngineNetwork network,
            Function<List<LinkConfiguration>, EngineSupervisor> supervisors,
            EngineConnection.SessionOpener sessions) {
        this.network = network;
        this.connection = new EngineConnection(supervisors, sessions, new Turns());
    }

    /**
     * Blocks all links' traffic, then sees to it that an engine runs, and connects to it. Without links there is none until one comes.
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
        EngineDataPlane plane = new EngineDataPlane(
                new EngineNetwork(routes, engine),
                links -> new EngineSupervisor(processes(engine, links), System::nanoTime, listeners.lost()),
                (links, lost) -> PfkeyDataPlane.open(
                        transport, List.copyOf(links), new PfkeyDataPlane.Listeners(listeners.links(), lost), random));
        try {
            if (configured.isEmpty()) {
                processes(engine, configured).endLeftOver();
                LOG.info("data plane engine: there are no links; one is started with the first");
            } else {
                plane.begin(configured);
            }
            return plane;
        } catch (IOException e) {
            plane.finish();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the engine was started", e);
        }
    }

    private static EngineProcesses processes(EngineConfiguration engine, List<LinkConfiguration> links) {
        String programs = System.getenv().getOrDefault(EngineProgram.PROGRAMS_VARIABLE, "");
        return new EngineProcesses(engine, new EngineProgram(engine, links, programs));
    }

    /** Blocks all links' traffic, then sees to it that an engine runs, and connects to it. */
    void begin(List<LinkConfiguration> configured) throws IOException, InterruptedException {
        requirePathAroundEngine(configured);
        for (LinkConfiguration link : configured) {
            network.block(link);
        }
        connection.start(configured);
        network.bringUp();
        LOG.info("data plane engine: serves {} links", configured.size());
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

    /** Without links there is no engine: one is started for the first, in {@link #summon}. */
    @Override
    public void admit(LinkConfiguration link, List<LinkConfiguration> others) throws IOException {
        List<LinkConfiguration> all = new ArrayList<>(others);
        all.add(link);
        requirePathAroundEngine(all);
        PfkeyDataPlane.requireFitting(link, all);
        if (!connection.isSummoned()) {
            return;
        }
        PfkeyDataPlane now = connection.plane();
        if (now == null) {
            throw unserved(link);
        }
        now.admit(link, others);
    }

    private IOException unserved(LinkConfiguration link) {
        return new IOException(
                "link " + link.name() + ": " + outage().orElse("there is no connection to the engine yet"));
    }

    @Override
    public void summon(LinkConfiguration link) {
        if (!connection.isSummoned()) {
            LOG.info("data plane engine: link {} is the first; an engine is started for it", link.name());
            connection.summon(List.of(link));
        }
    }

    @Override
    public boolean serves(LinkConfiguration link) throws IOException {
        connection.follow(links.values());
        boolean serves = connection.plane() != null;
        if (!serves && !connection.isAwaited()) {
            throw unserved(link);
        }
        return serves;
    }

    @Override
    public int prepare(LinkConfiguration link) throws IOException {
        network.block(link);
        LinkName name = link.parameters().link();
        links.put(name, link);
        covers.remove(name);
        outboundBefore.put(name, new TrafficSum());
        inboundBefore.put(name, new TrafficSum());
        // Without an engine, the next one is told of all links when it comes.
        PfkeyDataPlane now = connection.plane();
        return now == null ? 0 : now.prepare(link);
    }

    @Override
    public void cover(LinkName link, TrafficCover cover) throws IOException {
        LinkConfiguration before = Objects.requireNonNull(links.get(link), "not prepared");
        PfkeyDataPlane now = connection.plane();
        if (now == null) {
            throw unserved(before);
        }
        LinkConfiguration after = before.covering(cover.blocked());
        network.block(after);
        network.route(after);
        links.put(link, after);
        covers.put(link, cover);
        now.cover(link, cover);
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
        connection.follow(links.values());
        PfkeyDataPlane now = connection.plane();
        if (now == null) {
            turn.forEach(each -> deferred.take(each, answers));
            return;
        }
        deferred.drainTo(now::add);
        turn.forEach(each -> now.add(each.link(), each.effect()));
        now.execute(answers);
        if (now.isSilent()) {
            connection.lost("it does not answer");
        }
    }

    /** One engine follows another. */
    private final class Turns implements EngineConnection.Turns {
        @Override
        public void joined(PfkeyDataPlane plane) throws IOException {
            network.bringUp();
            for (LinkConfiguration link : links.values()) {
                plane.prepare(link);
                TrafficCover cover = covers.get(link.parameters().link());
                if (cover != null) {
                    plane.cover(link.parameters().link(), cover);
                }
            }
        }

        @Override
        public void leaving(PfkeyDataPlane plane) {
            for (LinkName link : links.keySet()) {
                sum(outboundBefore, link).add(plane.outboundGone(link));
                sum(inboundBefore, link).add(plane.inboundGone(link));
            }
        }
    }

    @Override
    public void retreat(LinkName link) throws IOException {
        deferred.forget(link);
        connection.follow(links.values());
        PfkeyDataPlane now = connection.plane();
        if (now != null) {
            now.retreat(link);
        }
    }

    @Override
    public void lift(LinkName link) throws IOException {
        LinkConfiguration configuration = links.get(link);
        if (configuration == null) {
            return;
        }
        PfkeyDataPlane now = connection.plane();
        if (now != null) {
            now.lift(link);
        }
        if (links.size() == 1) {
            finish();
        }
        links.remove(link);
        network.lift(configuration);
    }

    @Override
    public Optional<StandingSa> outbound(LinkName link, int spi) throws IOException {
        PfkeyDataPlane now = connection.plane();
        return now == null ? Optional.empty() : now.outbound(link, spi);
    }

    @Override
    public Optional<StandingSa> inbound(LinkName link, int spi) throws IOException {
        PfkeyDataPlane now = connection.plane();
        return now == null ? Optional.empty() : now.inbound(link, spi);
    }

    @Override
    public Traffic outboundGone(LinkName link) {
        PfkeyDataPlane now = connection.plane();
        Traffic before = sum(outboundBefore, link).sum();
        return now == null ? before : before.plus(now.outboundGone(link));
    }

    @Override
    public Traffic inboundGone(LinkName link) {
        PfkeyDataPlane now = connection.plane();
        Traffic before = sum(inboundBefore, link).sum();
        return now == null ? before : before.plus(now.inboundGone(link));
    }

    private static TrafficSum sum(Map<LinkName, TrafficSum> sums, LinkName link) {
        return sums.computeIfAbsent(link, name -> new TrafficSum());
    }

    @Override
    public Optional<String> outage() {
        return connection.outage();
    }

    @Override
    public void finish() {
        try {
            connection.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of the engine, which runs on with what it has. */
    public void close() throws InterruptedException {
        connection.release();
    }
}
