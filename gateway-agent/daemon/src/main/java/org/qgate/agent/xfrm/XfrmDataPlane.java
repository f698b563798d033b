package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.StandingSa;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.XfrmSocket;
import org.qgate.linux.xfrm.XfrmStatistics;
import org.qgate.linux.xfrm.XfrmUsersaInfo;

/** The kernel's XFRM as a data plane: gives each call the link's place in the kernel. For the loop's thread. */
public final class XfrmDataPlane implements DataPlane {
    private final XfrmGateway gateway;
    private final XfrmSaProgrammer programmer;
    private final SecretArena arena;
    private final RandomGenerator entropy;
    private final Map<LinkName, XfrmLink> links = new HashMap<>();
    private final MissingSas missing = new MissingSas(XfrmStatistics.OF_THIS_THREAD);

    /**
     * Works through a socket; {@code residents} is kept up to date.
     *
     * @param arena for the keys that suites are tried with
     * @param entropy where those come from
     */
    public XfrmDataPlane(XfrmSocket socket, ResidentSas residents, SecretArena arena, RandomGenerator entropy) {
        this.arena = arena;
        this.entropy = entropy;
        this.programmer = new XfrmSaProgrammer(socket, residents);
        this.gateway = new XfrmGateway(socket, programmer);
    }

    @Override
    public int prepare(LinkConfiguration link) throws IOException {
        XfrmLink prepared = new XfrmLink(link);
        int left = gateway.prepare(prepared);
        links.put(prepared.name(), prepared);
        return left;
    }

    /** Tries each suite with an SA of a random key. */
    @Override
    public void requireSuites(List<LinkConfiguration> configured) throws IOException {
        gateway.requireAlgorithms(configured, arena, entropy);
    }

    @Override
    public void add(LinkName link, LinkEffect effect) {
        programmer.add(require(link), effect);
    }

    @Override
    public void execute(BiConsumer<LinkName, LinkEvent> answers) {
        programmer.execute(answers);
    }

    /** The kernel's policies see every packet, however it is routed. */
    @Override
    public void route(LinkConfiguration link) {
        // Nothing to do.
    }

    @Override
    public void verifyInbound(LinkName link) {
        programmer.verifyInbound(require(link));
    }

    @Override
    public long missing() {
        return missing.value();
    }

    @Override
    public void retreat(LinkName link) throws IOException {
        gateway.retreat(require(link));
    }

    @Override
    public void lift(LinkName link) throws IOException {
        gateway.lift(require(link));
    }

    @Override
    public Optional<StandingSa> outbound(LinkName link, int spi) throws IOException {
        return gateway.outbound(require(link), spi).map(XfrmDataPlane::standing);
    }

    @Override
    public Optional<StandingSa> inbound(LinkName link, int spi) throws IOException {
        return gateway.inbound(require(link), spi).map(XfrmDataPlane::standing);
    }

    private static StandingSa standing(XfrmUsersaInfo sa) {
        return new StandingSa(
                sa.id().spi(),
                sa.source(),
                sa.id().destination(),
                sa.current().addTimeSeconds(),
                TrafficCounters.of(sa));
    }

    @Override
    public Traffic outboundGone(LinkName link) {
        return require(link).outbound().sum();
    }

    @Override
    public Traffic inboundGone(LinkName link) {
        return require(link).inbound().sum();
    }

    @Override
    public Optional<String> outage() {
        return Optional.empty();
    }

    @Override
    public void finish() {
        // A kernel serves on.
    }

    private XfrmLink require(LinkName name) {
        XfrmLink link = links.get(name);
        if (link == null) {
            throw new IllegalStateException("link " + name + " was not prepared");
        }
        return link;
    }
}
