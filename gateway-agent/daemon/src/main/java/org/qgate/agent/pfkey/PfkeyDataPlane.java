package org.qgate.agent.pfkey;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.dataplane.DataPlane;
import org.qgate.agent.dataplane.PreparedLinks;
import org.qgate.agent.dataplane.StandingSa;
import org.qgate.agent.dataplane.Traffic;
import org.qgate.agent.dataplane.TrafficCover;
import org.qgate.core.model.LinkName;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.linux.pfkey.PfKeyCapabilities;
import org.qgate.linux.pfkey.PfKeyInstalledSa;
import org.qgate.linux.pfkey.PfKeySaName;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.pfkey.SadbExt;
import org.qgate.linux.pfkey.SadbLifetime;

/**
 * A kernel or an engine behind PF_KEY as a data plane, for as long as one connection lives. For the loop's thread.
 */
public final class PfkeyDataPlane implements DataPlane, AutoCloseable {
    private final PfKeySocket socket;
    private final PfkeySaProgrammer programmer;
    private final PfkeyGateway gateway;
    private final PfKeyCapabilities capabilities;
    private final PfkeyResidents residents;
    private final PfkeyEventReader events;
    private final PreparedLinks<PfkeyLink> links = new PreparedLinks<>();

    /**
     * What hears of the other end.
     *
     * @param links told of limits reached and of SAs that are gone
     * @param lost called when the other end is gone and all links were told, on a thread of the data plane's
     */
    public record Listeners(BiConsumer<LinkName, LinkEvent> links, Runnable lost) {}

    private PfkeyDataPlane(
            PfKeySocket socket,
            PfkeySaProgrammer programmer,
            PfkeyGateway gateway,
            PfKeyCapabilities capabilities,
            PfkeyResidents residents,
            PfkeyEventReader events) {
        this.socket = socket;
        this.programmer = programmer;
        this.gateway = gateway;
        this.capabilities = capabilities;
        this.residents = residents;
        this.events = events;
    }

    /**
     * Connects, and refuses what the other end cannot do before any key is drawn for it.
     *
     * @param configured the links that it is for
     * @param random for the first sequence number
     */
    public static PfkeyDataPlane open(
            PfKeyTransport transport, List<LinkConfiguration> configured, Listeners listeners, RandomGenerator random)
            throws IOException {
        int pid = (int) ProcessHandle.current().pid();
        PfKeySocket socket = PfKeySocket.open(transport, pid, random.nextInt());
        try {
            PfkeyResidents residents = new PfkeyResidents(listeners.links());
            PfkeySaProgrammer programmer = new PfkeySaProgrammer(socket, residents);
            PfkeyGateway gateway = new PfkeyGateway(socket, programmer);
            PfKeyCapabilities capabilities = gateway.requireCapabilities(configured);
            PfkeyEventReader events = PfkeyEventReader.start(transport, pid, residents, listeners.lost());
            return new PfkeyDataPlane(socket, programmer, gateway, capabilities, residents, events);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** What REGISTER told was looked at when the connection was made. */
    @Override
    public void requireSuites(List<LinkConfiguration> configured) {
        // Done.
    }

    @Override
    public void admit(LinkConfiguration link, List<LinkConfiguration> others) throws IOException {
        List<LinkConfiguration> all = new ArrayList<>(others);
        all.add(link);
        requireFitting(link, all);
        gateway.requireCapabilities(all);
    }

    /** Refuses a link that nobody behind PF_KEY can serve, whatever algorithms there are; {@code all} has it too. */
    public static void requireFitting(LinkConfiguration link, List<LinkConfiguration> all) throws IOException {
        if (link.needsXfrm()) {
            throw new IOException("link " + link.name()
                    + ": offload, udp-encapsulation and interface are for the data plane xfrm only");
        }
        PfkeyGateway.requireFitting(all);
    }

    @Override
    public int prepare(LinkConfiguration link) throws IOException {
        PfkeyLink prepared = new PfkeyLink(link, capabilities);
        int left = gateway.prepare(prepared);
        links.put(prepared.name(), prepared);
        return left;
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

    /** Whether a request of the last {@link #execute} was not answered. */
    public boolean isSilent() {
        return programmer.isSilent();
    }

    @Override
    public void cover(LinkName link, TrafficCover cover) throws IOException {
        gateway.cover(links.require(link), cover);
    }

    @Override
    public void retreat(LinkName link) throws IOException {
        gateway.retreat(links.require(link));
    }

    @Override
    public void lift(LinkName link) throws IOException {
        gateway.lift(links.require(link));
    }

    @Override
    public Optional<StandingSa> outbound(LinkName link, int spi) throws IOException {
        return standing(links.require(link).blueprint().outboundName(spi));
    }

    @Override
    public Optional<StandingSa> inbound(LinkName link, int spi) throws IOException {
        return standing(links.require(link).blueprint().inboundName(spi));
    }

    private Optional<StandingSa> standing(PfKeySaName name) throws IOException {
        return socket.get(name).map(PfkeyDataPlane::standing);
    }

    private static StandingSa standing(PfKeyInstalledSa sa) {
        long added = sa.message()
                .lifetime(SadbExt.LIFETIME_CURRENT)
                .map(SadbLifetime::addSeconds)
                .orElse(0L);
        return new StandingSa(
                sa.name().spi(), sa.name().source(), sa.name().destination(), added, PfkeyResidents.traffic(sa));
    }

    @Override
    public Traffic outboundGone(LinkName link) {
        return links.find(link).map(known -> known.outboundGone().sum()).orElse(Traffic.NONE);
    }

    @Override
    public Traffic inboundGone(LinkName link) {
        return links.find(link).map(known -> known.inboundGone().sum()).orElse(Traffic.NONE);
    }

    /** Ends the connection; what was programmed stays. */
    @Override
    public void close() {
        try {
            events.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            socket.close();
        }
    }

    /** Ends a connection whose other end is gone, which its events need not have told yet: all SAs count as gone. */
    public void abandon() {
        close();
        residents.lostAll();
    }
}
