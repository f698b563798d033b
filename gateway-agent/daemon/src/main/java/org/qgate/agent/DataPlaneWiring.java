package org.qgate.agent;

import java.io.IOException;
import java.security.SecureRandom;
import org.qgate.agent.config.AgentConfiguration;
import org.qgate.agent.config.DataPlaneKind;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.engine.EngineDataPlane;
import org.qgate.agent.loop.Inbox;
import org.qgate.agent.pfkey.PfkeyDataPlane;
import org.qgate.agent.xfrm.PolicyWatch;
import org.qgate.agent.xfrm.ResidentSas;
import org.qgate.agent.xfrm.SaAudit;
import org.qgate.agent.xfrm.XfrmDataPlane;
import org.qgate.agent.xfrm.XfrmEventReader;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.XfrmSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the data plane by configuration and by what this host can do, and makes it. */
final class DataPlaneWiring {
    private static final Logger LOG = LoggerFactory.getLogger(DataPlaneWiring.class);

    private final AgentConfiguration configuration;
    private final Inbox inbox;
    private final SecretArena arena;
    private final SecureRandom random;
    private final RouteSocket routes;
    private final Closers closers;

    /**
     * A choice.
     *
     * @param kind which one, never {@code AUTO}
     * @param why for an operator
     */
    record Chosen(DataPlane dataPlane, DataPlaneKind kind, String why) {}

    DataPlaneWiring(
            AgentConfiguration configuration,
            Inbox inbox,
            SecretArena arena,
            SecureRandom random,
            RouteSocket routes,
            Closers closers) {
        this.configuration = configuration;
        this.inbox = inbox;
        this.arena = arena;
        this.random = random;
        this.routes = routes;
        this.closers = closers;
    }

    Chosen choose() throws IOException {
        String forced = "the configuration says so";
        Chosen chosen = switch (configuration.dataPlane()) {
            case XFRM -> new Chosen(xfrm(), DataPlaneKind.XFRM, forced);
            case PFKEY -> new Chosen(pfkey(), DataPlaneKind.PFKEY, forced);
            case ENGINE -> new Chosen(engine(), DataPlaneKind.ENGINE, forced);
            case AUTO -> best();
        };
        LOG.info("data plane {}: {}", chosen.kind().word(), chosen.why());
        if (chosen.kind() != DataPlaneKind.XFRM) {
            refuseWhatOnlyXfrmDoes(chosen.kind());
        }
        return chosen;
    }

    private void refuseWhatOnlyXfrmDoes(DataPlaneKind kind) throws IOException {
        for (LinkConfiguration link : configuration.links()) {
            if (link.needsXfrm()) {
                throw new IOException(
                        "link " + link.name() + ": offload, udp-encapsulation and interface are for the data plane"
                                + " xfrm only, and this agent took " + kind.word()
                                + "; take them out of the link's configuration");
            }
        }
    }

    /** The kernel, if it can do every link's suite, or the usual one where there are no links; that is tried, not believed. */
    private Chosen best() throws IOException {
        try {
            XfrmDataPlane kernel = xfrm();
            kernel.requireSuites(configuration.links());
            if (configuration.links().isEmpty()) {
                kernel.requireSuite(configuration.settings().usualSuite());
                return new Chosen(
                        kernel, DataPlaneKind.XFRM, "there are no links, and this kernel can do the usual suite");
            }
            return new Chosen(kernel, DataPlaneKind.XFRM, "this kernel can do the suites of all links");
        } catch (IOException e) {
            return new Chosen(engine(), DataPlaneKind.ENGINE, "this kernel cannot: " + e.getMessage());
        }
    }

    private XfrmDataPlane xfrm() throws IOException {
        XfrmSocket socket = closers.keep(XfrmSocket.open());
        ResidentSas residents = new ResidentSas(inbox::answer, inbox);
        PolicyWatch watch = new PolicyWatch(inbox);
        closers.add(SaAudit.start(XfrmSocket.open(), residents)::stop);
        closers.add(XfrmEventReader.ofSas(residents, socket.portId())::stop);
        closers.add(XfrmEventReader.ofPolicies(watch, socket.portId())::stop);
        XfrmDataPlane kernel = new XfrmDataPlane(socket, residents, watch, arena, random, routes);
        closers.add(kernel::stop);
        return kernel;
    }

    private PfkeyDataPlane pfkey() throws IOException {
        // A kernel does not go away: when its events cannot be read any more, SAs count as gone and new ones are made.
        return closers.keep(PfkeyDataPlane.open(
                PfKeyTransport.kernel(),
                configuration.links(),
                new PfkeyDataPlane.Listeners(inbox::answer, () -> {}),
                random));
    }

    private EngineDataPlane engine() throws IOException {
        EngineDataPlane engine = EngineDataPlane.open(
                configuration.engine(),
                configuration.links(),
                routes,
                new PfkeyDataPlane.Listeners(inbox::answer, inbox::dataPlaneChanged),
                random);
        closers.add(engine::close);
        return engine;
    }
}
