package org.qgate.agent.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteBatch;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.rtnetlink.RoutingRule;

/**
 * Leads the links' traffic through the engine's interface and nowhere else.
 *
 * <p>For each selector three rules, asked before the main table so that no route there, however specific, leads past the engine: what
 * goes to the peer's side is routed by a table of ours; what comes from there out of the engine's interface is routed as usual; what
 * comes from there by any other way is refused. In the table stands the interface, and behind it a route that prohibits.
 */
final class EngineNetwork {
    /** Marks our routes for {@code ip route show proto 81}, as those of links are. */
    static final int ROUTE_PROTOCOL = 81;

    private static final int TUN_METRIC = 50;
    private static final int PROHIBIT_METRIC = 4000;

    private final RouteSocket socket;
    private final EngineConfiguration engine;
    private final List<LinkConfiguration> links = new ArrayList<>();

    /** Works through a socket. */
    EngineNetwork(RouteSocket socket, EngineConfiguration engine) {
        this.socket = socket;
        this.engine = engine;
    }

    /** Nothing of the link's traffic leaves or passes from now on but through the engine's interface. */
    void block(LinkConfiguration link) throws IOException {
        links.removeIf(other -> other.name().equals(link.name()));
        links.add(link);
        for (RoutingRule rule : rules(List.of(link))) {
            change("add rule " + rule, socket.batch().addRule(rule), Errno.EEXIST);
        }
        for (IpPrefix remote : remotes(List.of(link))) {
            Route prohibit = prohibit(remote);
            change("add route " + prohibit, socket.batch().addRoute(prohibit), Errno.EEXIST);
        }
    }

    /** Switches the engine's interface on, which outlives an engine; repeating it is harmless. */
    void bringUp() throws IOException {
        int index = index();
        change("set the MTU of " + engine.tun(), socket.batch().setMtu(index, innerMtu(engine.linkMtu())));
        change("switch " + engine.tun() + " on", socket.batch().setUp(index, true));
    }

    /**
     * Longest inner packet that fits into a link, whatever algorithm and encapsulation: less 40 bytes of IPv6 and 8 of UDP, 8 of ESP
     * and 16 each of IV and ICV, then whole blocks of 16 of which 2 bytes are ESP's trailer (RFC 4303 section 2).
     */
    static int innerMtu(int linkMtu) {
        return (linkMtu - 40 - 8 - 8 - 16 - 16) / 16 * 16 - 2;
    }

    /** Leads a blocked link's traffic into the interface. */
    void route(LinkConfiguration link) throws IOException {
        int index = index();
        for (TrafficSelector selector : link.policies().selectors()) {
            Route route = inTable(Route.unicast(
                    selector.remote().masked(),
                    new Route.NextHop(IpAddress.UNSPECIFIED, index, source(link, selector)),
                    TUN_METRIC));
            change("add route " + route, socket.batch().replaceRoute(route));
        }
    }

    /** What starts here takes an address of the selector, if there is one: the route's wanted one, or any of this host. */
    private IpAddress source(LinkConfiguration link, TrafficSelector selector) throws IOException {
        Optional<IpAddress> wanted = link.network().routes().stream()
                .filter(route -> route.to().contains(selector.remote().address()))
                .flatMap(route -> route.source().stream())
                .findFirst();
        if (wanted.isPresent()) {
            return wanted.get();
        }
        return socket.addresses().stream()
                .map(InterfaceAddress::address)
                .map(IpPrefix::address)
                .filter(address -> address.family() == selector.local().family()
                        && selector.local().contains(address))
                .findFirst()
                .orElse(IpAddress.UNSPECIFIED);
    }

    /** Takes away all of a link, and the interface with the last one. */
    void lift(LinkConfiguration link) throws IOException {
        links.removeIf(other -> other.name().equals(link.name()));
        release(link);
        Optional<Link> tun = socket.link(engine.tun());
        if (links.isEmpty() && tun.isPresent()) {
            change("delete " + engine.tun(), socket.batch().deleteLink(tun.get().index()), ENODEV);
        }
    }

    /** Takes away what a link needed before, and no link needs now. */
    void release(LinkConfiguration link) throws IOException {
        Set<IpPrefix> remotes = remotes(List.of(link));
        remotes.removeAll(remotes(links));
        Optional<Link> tun = socket.link(engine.tun());
        for (IpPrefix remote : remotes) {
            if (tun.isPresent()) {
                Route route = inTable(
                        Route.unicast(remote, Route.NextHop.dev(tun.get().index()), TUN_METRIC));
                change("delete route " + route, socket.batch().deleteRoute(route), Errno.ESRCH);
            }
            change("delete route to " + remote, socket.batch().deleteRoute(prohibit(remote)), Errno.ESRCH);
        }
        Set<RoutingRule> rules = rules(List.of(link));
        rules.removeAll(rules(links));
        for (RoutingRule rule : rules) {
            change("delete rule " + rule, socket.batch().deleteRule(rule), Errno.ENOENT);
        }
    }

    private static final Errno ENODEV = new Errno(19);

    private Set<RoutingRule> rules(List<LinkConfiguration> of) {
        Set<RoutingRule> rules = new LinkedHashSet<>();
        for (LinkConfiguration link : of) {
            for (TrafficSelector selector : link.policies().selectors()) {
                IpPrefix local = selector.local().masked();
                IpPrefix remote = selector.remote().masked();
                int first = engine.preference();
                rules.add(RoutingRule.prohibit(remote, local, first + 2));
                rules.add(RoutingRule.through(engine.tun(), remote, local, Route.TABLE_MAIN, first + 1));
                rules.add(RoutingRule.to(remote, engine.table(), first));
            }
        }
        return rules;
    }

    private static Set<IpPrefix> remotes(List<LinkConfiguration> of) {
        Set<IpPrefix> remotes = new HashSet<>();
        of.forEach(link -> link.policies()
                .selectors()
                .forEach(selector -> remotes.add(selector.remote().masked())));
        return remotes;
    }

    private Route prohibit(IpPrefix remote) {
        return inTable(Route.prohibit(remote, PROHIBIT_METRIC));
    }

    private Route inTable(Route route) {
        return route.inTable(engine.table()).withProtocol(ROUTE_PROTOCOL);
    }

    private int index() throws IOException {
        return socket.link(engine.tun())
                .orElseThrow(() -> new IOException("the engine's interface " + engine.tun() + " is not there"))
                .index();
    }

    private static void change(String what, RouteBatch batch, Errno... alreadySo) throws IOException {
        for (NetlinkResult result : batch.send()) {
            if (!result.isAcknowledged() && Stream.of(alreadySo).noneMatch(result::isRefusedWith)) {
                throw new IOException("data plane engine: cannot " + what + ": " + result
                        + "; the agent needs CAP_NET_ADMIN and a kernel with policy routing");
            }
        }
    }
}
