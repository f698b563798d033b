package org.qgate.agent.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.agent.config.TunnelInterface;
import org.qgate.agent.config.TunnelInterface.Kind;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteBatch;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the virtual interfaces of links, and takes them away. */
public final class TunnelInterfaces {
    /** Where the path's MTU is not known: Ethernet's. */
    private static final int MTU_UNKNOWN = 1500;

    private static final Errno ENODEV = new Errno(19);
    private static final Logger LOG = LoggerFactory.getLogger(TunnelInterfaces.class);

    private final RouteSocket socket;
    private final Path settings;

    /**
     * Works through a socket.
     *
     * @param settings {@code /proc/sys/net} of the same network namespace
     */
    public TunnelInterfaces(RouteSocket socket, Path settings) {
        this.socket = socket;
        this.settings = settings;
    }

    /** Makes a link's interface, or takes over the one that a predecessor left, with addresses and with routes into it. */
    public TunnelBinding open(LinkConfiguration link) throws IOException {
        Optional<TunnelInterface> wanted = link.network().tunnelInterface();
        if (wanted.isEmpty()) {
            LOG.warn(
                    "link {} has no interface: if somebody flushes all policies of this kernel, its packets may leave in clear"
                            + " until the agent has put them back; configure one where that matters",
                    link.name());
            return TunnelBinding.NONE;
        }
        TunnelInterface tunnel = wanted.get();
        Optional<Link> standing = socket.link(tunnel.name());
        Kind kind = standing.isPresent() ? kindOf(link, tunnel, standing.get()) : make(link, tunnel);
        int index = socket.link(tunnel.name())
                .orElseThrow(() -> new IOException("interface " + tunnel.name() + " is gone again"))
                .index();
        if (kind == Kind.VTI) {
            trust(tunnel.name());
        }
        int mtu = tunnel.mtuBytes() == 0 ? innerMtuBytes(link) : tunnel.mtuBytes();
        demand(link, "set the MTU to " + mtu, socket.batch().setMtu(index, mtu), List.of());
        demand(link, "switch it on", socket.batch().setUp(index, true), List.of());
        for (IpPrefix address : tunnel.addresses()) {
            RouteBatch batch = socket.batch().addAddress(InterfaceAddress.global(index, address));
            demand(link, "add address " + address, batch, List.of(Errno.EEXIST));
        }
        routeInto(link, kind, index);
        LOG.info("link {}: interface {} ({}), MTU {}", link.name(), tunnel.name(), kind.configurationName(), mtu);
        return binding(kind, index, link.policies().reqid());
    }

    /** An interface's id or mark is the link's reqid, which is unique on this host. */
    private static TunnelBinding binding(Kind kind, int index, int reqid) {
        return switch (kind) {
            case XFRM -> new TunnelBinding(index, reqid, 0);
            case VTI -> new TunnelBinding(index, 0, reqid);
            case DUMMY, AUTO -> TunnelBinding.NONE;
        };
    }

    private static Kind kindOf(LinkConfiguration link, TunnelInterface wanted, Link standing) throws IOException {
        Optional<Kind> kind = switch (standing.kind()) {
            case "xfrm" -> Optional.of(Kind.XFRM);
            case "vti", "vti6" -> Optional.of(Kind.VTI);
            case "dummy" -> Optional.of(Kind.DUMMY);
            default -> Optional.empty();
        };
        return kind.filter(found -> wanted.kind() == Kind.AUTO || wanted.kind() == found)
                .orElseThrow(() -> new IOException("link " + link.name() + ": there is an interface " + wanted.name()
                        + " already, and it is not of the kind " + wanted.kind().configurationName()
                        + "; remove it or choose another name"));
    }

    private Kind make(LinkConfiguration link, TunnelInterface wanted) throws IOException {
        List<Kind> candidates =
                wanted.kind() == Kind.AUTO ? List.of(Kind.XFRM, Kind.VTI, Kind.DUMMY) : List.of(wanted.kind());
        String last = "";
        for (Kind kind : candidates) {
            NetlinkResult result = make(link, wanted.name(), kind).send().get(0);
            if (result.isAcknowledged()) {
                return kind;
            }
            last = kind.configurationName() + " " + result;
            LOG.info("link {}: no interface of kind {}", link.name(), last);
        }
        throw new IOException("link " + link.name() + ": the interface " + wanted.name() + " cannot be made: " + last
                + "; load the kernel's module for it, or set interface.kind = auto");
    }

    private RouteBatch make(LinkConfiguration link, String name, Kind kind) throws LinuxException {
        int number = link.policies().reqid();
        return switch (kind) {
            case XFRM -> socket.batch().addXfrm(name, number);
            case VTI ->
                socket.batch()
                        .addVti(
                                name,
                                number,
                                link.endpoints().local(),
                                link.endpoints().peer());
            case DUMMY, AUTO -> socket.batch().addDummy(name);
        };
    }

    /** What comes out of a VTI has passed the policies with its mark; by its plain addresses it would be blocked. */
    private void trust(String name) throws IOException {
        for (String family : List.of("ipv4", "ipv6")) {
            try {
                Files.writeString(
                        settings.resolve(family).resolve("conf").resolve(name).resolve("disable_policy"), "1");
            } catch (NoSuchFileException e) {
                LOG.debug("{} has no {}", name, family);
            }
        }
    }

    private void routeInto(LinkConfiguration link, Kind kind, int index) throws IOException {
        for (Route route : routesInto(link, kind, index)) {
            demand(
                    link,
                    "route " + route.destination() + " into it",
                    socket.batch().addRoute(route),
                    List.of(Errno.EEXIST));
        }
    }

    /**
     * What leads the peer's side into the interface: what no policy takes is dropped there, also when somebody has flushed them all.
     * A dummy is left by way of the kernel's policies only, so what carries the tunnel itself must not be led there.
     */
    private static List<Route> routesInto(LinkConfiguration link, Kind kind, int index) {
        return link.policies().selectors().stream()
                .map(TrafficSelector::remote)
                .filter(remote ->
                        kind != Kind.DUMMY || !remote.contains(link.endpoints().peer()))
                .map(remote -> Route.unicast(
                                remote, new Route.NextHop(IpAddress.UNSPECIFIED, index, IpAddress.UNSPECIFIED), 0)
                        .withProtocol(LinkNetworkProgrammer.ROUTE_PROTOCOL))
                .toList();
    }

    /** Leads the traffic of a link's selectors into its interface, and no more what only {@code before} had. */
    public void reroute(LinkConfiguration before, LinkConfiguration link) throws IOException {
        Optional<TunnelInterface> tunnel = link.network().tunnelInterface();
        if (tunnel.isEmpty()) {
            return;
        }
        Link standing = socket.link(tunnel.get().name())
                .orElseThrow(() -> new IOException("link " + link.name() + ": its interface "
                        + tunnel.get().name() + " is gone"));
        Kind kind = kindOf(link, tunnel.get(), standing);
        routeInto(link, kind, standing.index());
        List<Route> gone = new ArrayList<>(routesInto(before, kind, standing.index()));
        gone.removeAll(routesInto(link, kind, standing.index()));
        for (Route route : gone) {
            demand(
                    link,
                    "delete route " + route.destination(),
                    socket.batch().deleteRoute(route),
                    List.of(Errno.ESRCH));
        }
    }

    private int innerMtuBytes(LinkConfiguration link) throws IOException {
        IpAddress local = link.endpoints().local();
        Optional<Integer> index = socket.addresses().stream()
                .filter(address -> address.address().address().equals(local))
                .map(InterfaceAddress::interfaceIndex)
                .findFirst();
        int outer = MTU_UNKNOWN;
        for (Link device : socket.links()) {
            if (index.isPresent() && device.index() == index.get()) {
                outer = device.mtu();
            }
        }
        return EspOverhead.of(link.parameters().suite())
                .innerMtuBytes(outer, local.family(), link.esp().encapsulation().isPresent());
    }

    /**
     * Switches a link's interface on again and adds its addresses and routes again, if somebody took them away.
     *
     * @return what was missing and is back
     * @throws IOException when the interface itself is gone: policies are tied to it, so only a new agent makes another
     */
    public List<String> restore(LinkConfiguration link) throws IOException {
        Optional<TunnelInterface> wanted = link.network().tunnelInterface();
        if (wanted.isEmpty()) {
            return List.of();
        }
        TunnelInterface tunnel = wanted.get();
        Link standing = socket.link(tunnel.name())
                .orElseThrow(() -> new IOException("its interface " + tunnel.name()
                        + " is gone; 'qgatectl upgrade' and the next agent makes it again"));
        List<String> back = new ArrayList<>();
        if (!standing.isUp()) {
            restore("interface " + tunnel.name() + " was down", socket.batch().setUp(standing.index(), true), back);
        }
        for (IpPrefix address : tunnel.addresses()) {
            RouteBatch batch = socket.batch().addAddress(InterfaceAddress.global(standing.index(), address));
            restore("address " + address + " was gone", batch, back);
        }
        for (Route route : routesInto(link, kindOf(link, tunnel, standing), standing.index())) {
            restore("route " + route.destination() + " was gone", socket.batch().addRoute(route), back);
        }
        return back;
    }

    private static void restore(String what, RouteBatch batch, List<String> back) throws IOException {
        NetlinkResult result = batch.send().get(0);
        if (result.isAcknowledged()) {
            back.add(what);
        } else if (!result.isRefusedWith(Errno.EEXIST)) {
            throw new IOException(what + " and cannot be put right: " + result);
        }
    }

    /** Takes a link's interface away, and with it its addresses and routes. */
    public void remove(LinkConfiguration link) throws IOException {
        Optional<TunnelInterface> tunnel = link.network().tunnelInterface();
        if (tunnel.isEmpty()) {
            return;
        }
        Optional<Link> standing = socket.link(tunnel.get().name());
        if (standing.isPresent()) {
            demand(link, "delete it", socket.batch().deleteLink(standing.get().index()), List.of(ENODEV));
        }
    }

    private static void demand(LinkConfiguration link, String what, RouteBatch batch, List<Errno> alreadySo)
            throws IOException {
        for (NetlinkResult result : batch.send()) {
            if (!result.isAcknowledged() && alreadySo.stream().noneMatch(result::isRefusedWith)) {
                throw new IOException("link " + link.name() + ": its interface: cannot " + what + ": " + result);
            }
        }
    }
}
