package org.qgate.agent.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.qgate.agent.config.LinkNetwork;
import org.qgate.agent.config.TunnelRoute;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteBatch;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds the addresses and routes of links, and takes them away again. */
public final class LinkNetworkProgrammer {
    /** Marks our routes for {@code ip route show proto 81}; numbers from 0x51 on are free for daemons. */
    static final int ROUTE_PROTOCOL = 81;

    /** {@code errno.h}: the address is not there. */
    private static final Errno EADDRNOTAVAIL = new Errno(99);

    private static final Logger LOG = LoggerFactory.getLogger(LinkNetworkProgrammer.class);

    private final RouteSocket socket;

    /** Works through a socket. */
    public LinkNetworkProgrammer(RouteSocket socket) {
        this.socket = socket;
    }

    /** Adds what is not there yet: addresses first, since routes may need them. */
    public void add(String link, LinkNetwork network) throws IOException {
        for (org.qgate.agent.config.InterfaceAddress address : network.addresses()) {
            change(link, "add address " + address.address(), socket.batch().addAddress(address(address)), Errno.EEXIST);
        }
        for (TunnelRoute route : network.routes()) {
            change(link, "add route " + route.to(), socket.batch().addRoute(route(route)), Errno.EEXIST);
        }
    }

    /**
     * Adds again what somebody took away, or what went with an interface. What cannot be added now, because an interface is down or
     * not there, is left for the next time.
     *
     * @return what was missing and is back
     */
    public List<String> restore(LinkNetwork network) {
        List<String> back = new ArrayList<>();
        for (org.qgate.agent.config.InterfaceAddress address : network.addresses()) {
            restore(
                    "address " + address.address(),
                    () -> {
                        InterfaceAddress wanted = address(address);
                        return socket.batch().addAddress(wanted);
                    },
                    back);
        }
        for (TunnelRoute route : network.routes()) {
            restore(
                    "route " + route.to(),
                    () -> {
                        Route wanted = route(route);
                        return socket.batch().addRoute(wanted);
                    },
                    back);
        }
        return back;
    }

    /** Must know all it needs before it begins a batch. */
    private interface Addition {
        RouteBatch batch() throws IOException;
    }

    private static void restore(String what, Addition addition, List<String> back) {
        try {
            NetlinkResult result = addition.batch().send().get(0);
            if (result.isAcknowledged()) {
                back.add(what + " was gone");
            } else if (!result.isRefusedWith(Errno.EEXIST)) {
                LOG.debug("{} cannot be added now: {}", what, result);
            }
        } catch (IOException e) {
            LOG.debug("{} cannot be added now: {}", what, e.getMessage());
        }
    }

    /** Takes away what is there: routes first. */
    public void remove(String link, LinkNetwork network) throws IOException {
        for (TunnelRoute route : network.routes()) {
            change(link, "delete route " + route.to(), socket.batch().deleteRoute(route(route)), Errno.ESRCH);
        }
        for (org.qgate.agent.config.InterfaceAddress address : network.addresses()) {
            change(
                    link,
                    "delete address " + address.address(),
                    socket.batch().deleteAddress(address(address)),
                    EADDRNOTAVAIL);
        }
    }

    private InterfaceAddress address(org.qgate.agent.config.InterfaceAddress address) throws IOException {
        return InterfaceAddress.global(index(address.device()), address.address());
    }

    private Route route(TunnelRoute route) throws IOException {
        int index = route.device().isPresent() ? index(route.device().get()) : 0;
        Route.NextHop hop = new Route.NextHop(
                route.via().orElse(IpAddress.UNSPECIFIED), index, route.source().orElse(IpAddress.UNSPECIFIED));
        return Route.unicast(route.to(), hop, 0).withProtocol(ROUTE_PROTOCOL);
    }

    private int index(String device) throws IOException {
        return socket.link(device)
                .orElseThrow(() -> new IOException(
                        "there is no network interface " + device + "; correct the link's addresses or routes"))
                .index();
    }

    private static void change(String link, String what, RouteBatch batch, Errno alreadySo) throws IOException {
        List<NetlinkResult> results = batch.send();
        for (NetlinkResult result : results) {
            if (!result.isAcknowledged() && !result.isRefusedWith(alreadySo)) {
                throw new IOException("link " + link + ": cannot " + what + ": " + result);
            }
        }
    }
}
