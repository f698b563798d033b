package org.qgate.agent.xfrm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.Transport;
import org.qgate.agent.dataplane.CardReport;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.PreparedLinks;
import org.qgate.agent.dataplane.StandingSa;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.agent.network.TunnelBinding;
import org.qgate.agent.network.TunnelInterfaces;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.LinkName;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.InstalledSa;
import org.qgate.linux.xfrm.XfrmProbe;
import org.qgate.linux.xfrm.XfrmSocket;
import org.qgate.linux.xfrm.XfrmStatistics;
import org.qgate.linux.xfrm.XfrmSupport;
import org.qgate.linux.xfrm.XfrmUsersaInfo;

/** The kernel's XFRM as a data plane: gives each call the link's place in the kernel. For the loop's thread. */
public final class XfrmDataPlane implements DataPlane {
    private static final Path NETWORK_SETTINGS = Path.of("/proc/sys/net");

    private final XfrmSocket socket;
    private final ResidentSas residents;
    private final PolicyWatch watch;
    private final PolicyRepair repair;
    private final XfrmGateway gateway;
    private final XfrmSaProgrammer programmer;
    private final SecretArena arena;
    private final RandomGenerator entropy;
    private final Optional<RouteSocket> routes;
    private final Optional<TunnelInterfaces> interfaces;
    private final PreparedLinks<XfrmLink> links = new PreparedLinks<>();
    private final Set<LinkName> behindVti = new HashSet<>();
    private final MissingSas missing = new MissingSas(XfrmStatistics.OF_THIS_THREAD);
    private Optional<TranslatedPaths> translatedPaths = Optional.empty();
    private final Map<LinkName, LinkConfiguration> configurations = new HashMap<>();

    /**
     * Works through a socket. For links without virtual interfaces and network cards.
     *
     * @param residents is kept up to date
     * @param watch is told which policies are ours
     * @param arena for the keys that suites are tried with
     * @param entropy where those come from
     */
    public XfrmDataPlane(
            XfrmSocket socket, ResidentSas residents, PolicyWatch watch, SecretArena arena, RandomGenerator entropy) {
        this(socket, residents, watch, arena, entropy, Optional.empty());
    }

    /** The same for all links; {@code routes} makes interfaces and finds cards. */
    public XfrmDataPlane(
            XfrmSocket socket,
            ResidentSas residents,
            PolicyWatch watch,
            SecretArena arena,
            RandomGenerator entropy,
            RouteSocket routes) {
        this(socket, residents, watch, arena, entropy, Optional.of(routes));
    }

    private XfrmDataPlane(
            XfrmSocket socket,
            ResidentSas residents,
            PolicyWatch watch,
            SecretArena arena,
            RandomGenerator entropy,
            Optional<RouteSocket> routes) {
        this.socket = socket;
        this.residents = residents;
        this.watch = watch;
        this.repair = new PolicyRepair(socket);
        this.arena = arena;
        this.entropy = entropy;
        this.routes = routes;
        this.interfaces = routes.map(socketOfRoutes -> new TunnelInterfaces(socketOfRoutes, NETWORK_SETTINGS));
        this.programmer = new XfrmSaProgrammer(socket, residents, arena);
        this.gateway = new XfrmGateway(socket, programmer, watch);
    }

    @Override
    public int prepare(LinkConfiguration link) throws IOException {
        // What blocks comes first, also before there is an interface to be protected.
        gateway.block(new XfrmLink(link));
        TunnelBinding binding = interfaces.isPresent() ? interfaces.get().open(link) : TunnelBinding.NONE;
        if (binding.mark() != 0) {
            behindVti.add(link.parameters().link());
        }
        XfrmLink prepared = new XfrmLink(link, binding, controlAh(link).isEmpty());
        if (prepared.encapsulation().isPresent()) {
            follow(link, prepared.encapsulation().get());
        }
        configurations.put(prepared.name(), link);
        int left = gateway.prepare(prepared);
        links.put(prepared.name(), prepared);
        return left;
    }

    @Override
    public Optional<String> controlAh(LinkConfiguration link) throws IOException {
        if (link.parameters().controlAh() == ControlAh.OFF) {
            return Optional.of("the configuration says so");
        }
        if (link.esp().encapsulation().isPresent()) {
            return Optional.of("addresses are translated on the way (udp-encapsulation), and AH covers them");
        }
        if (link.endpoints().transport() != Transport.UDP) {
            return Optional.of("control messages travel by TCP");
        }
        if (behindVti.contains(link.parameters().link())) {
            return Optional.of("its interface is a VTI, which takes AH between the two gateways for its own");
        }
        Optional<LinkName> owner = gateway.controlOwner(link);
        if (owner.isPresent() && !owner.get().equals(link.parameters().link())) {
            return Optional.of("that of link " + owner.get() + " between the same addresses protects it");
        }
        return gateway.controlAh(link, arena, entropy) instanceof XfrmSupport.Unavailable unavailable
                ? Optional.of(unavailable.why())
                : Optional.empty();
    }

    private void follow(LinkConfiguration link, LinkEncapsulation encapsulation) throws IOException {
        TranslatedPaths paths = translatedPaths.isPresent() ? translatedPaths.get() : TranslatedPaths.open();
        translatedPaths = Optional.of(paths);
        paths.add(link.name(), link.policies().reqid(), link.endpoints(), encapsulation);
    }

    /** Tries each suite with an SA of a random key, and finds the network cards that prepared links want to have working for them. */
    @Override
    public void requireSuites(List<LinkConfiguration> configured) throws IOException {
        gateway.requireAlgorithms(configured, arena, entropy);
        if (routes.isPresent()) {
            XfrmProbe probe = new XfrmProbe(socket, arena, entropy);
            CardFinder finder = new CardFinder(routes.get(), probe, InterfaceDrivers::ofKernel);
            for (XfrmLink link : links.all()) {
                finder.find(link);
            }
        }
    }

    /** Refuses what links to come are likely to want, if the kernel cannot do it. */
    public void requireSuite(Suite suite) throws IOException {
        gateway.requireSuite("link-defaults", suite, IpFamily.IPV4, arena, entropy);
    }

    @Override
    public void admit(LinkConfiguration link, List<LinkConfiguration> others) throws IOException {
        gateway.requireAlgorithms(List.of(link), arena, entropy);
        if (link.esp().offload().isPresent()
                && links.find(link.parameters().link()).isEmpty()) {
            throw new IOException("link " + link.name()
                    + ": network cards are found when the agent starts; put the link into its configuration file, or take"
                    + " offload out of link-defaults");
        }
    }

    @Override
    public void add(LinkName link, LinkEffect effect) {
        programmer.add(links.require(link), effect);
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
        programmer.verifyInbound(links.require(link));
    }

    @Override
    public List<String> repair(LinkName link) throws IOException {
        watch.looking(link);
        List<String> wrong = new ArrayList<>(repair.repair(links.require(link)));
        LinkConfiguration configuration = configurations.get(link);
        if (interfaces.isPresent() && configuration != null) {
            wrong.addAll(interfaces.get().restore(configuration));
        }
        return wrong;
    }

    @Override
    public long missing() {
        return missing.value();
    }

    @Override
    public void cover(LinkName link, TrafficCover cover) throws IOException {
        LinkConfiguration before = Objects.requireNonNull(configurations.get(link), "not prepared");
        LinkConfiguration now = before.covering(cover.blocked());
        configurations.put(link, now);
        gateway.cover(links.require(link), cover);
        if (interfaces.isPresent()) {
            interfaces.get().reroute(before, now);
        }
    }

    @Override
    public void retreat(LinkName link) throws IOException {
        gateway.retreat(links.require(link));
    }

    @Override
    public void lift(LinkName link) throws IOException {
        XfrmLink lifted = links.require(link);
        LinkConfiguration configuration = configurations.get(link);
        if (interfaces.isPresent() && configuration != null) {
            interfaces.get().remove(configuration);
        }
        gateway.lift(lifted);
    }

    @Override
    public Optional<StandingSa> outbound(LinkName link, int spi) throws IOException {
        return gateway.outbound(links.require(link), spi).map(XfrmDataPlane::standing);
    }

    @Override
    public Optional<StandingSa> inbound(LinkName link, int spi) throws IOException {
        return gateway.inbound(links.require(link), spi).map(XfrmDataPlane::standing);
    }

    private static StandingSa standing(InstalledSa installed) {
        XfrmUsersaInfo sa = installed.info();
        return new StandingSa(
                sa.id().spi(),
                sa.source(),
                sa.id().destination(),
                sa.current().addTimeSeconds(),
                TrafficCounters.of(sa),
                installed.details().offload().isPresent());
    }

    @Override
    public Optional<CardReport> card(LinkName link) {
        LinkOffload offload = links.require(link).offload();
        return offload.wanted()
                .map(card -> new CardReport(
                        card.device(),
                        card.mode().configurationName(),
                        residents.onCard(link),
                        offload.taken(),
                        offload.refusals(),
                        offload.reason()));
    }

    @Override
    public Traffic outboundGone(LinkName link) {
        return links.require(link).outbound().sum();
    }

    @Override
    public Traffic inboundGone(LinkName link) {
        return links.require(link).inbound().sum();
    }

    /** Ends what it has started; what stands in the kernel stays. */
    public void stop() throws InterruptedException {
        if (translatedPaths.isPresent()) {
            translatedPaths.get().stop();
        }
    }
}
