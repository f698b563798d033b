package org.qgate.linux.xfrm;

import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.util.List;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteSocket;

/** Links, addresses and routes. */
final class RouteChecks {

    private static final int MTU = 1380;

    private final RouteSocket route;

    RouteChecks(RouteSocket route) {
        this.route = route;
    }

    void addTo(KernelChecks checks) {
        checks.check("a veth pair: add, switch on, set MTU", () -> {
            done(route.batch().addVeth("qa", "qb").send());
            int index = link("qa").index();
            done(route.batch().setUp(index, true).setMtu(index, MTU).send());
            holds("is up", link("qa").isUp());
            same("MTU", MTU, link("qa").mtu());
            same("kind", "veth", link("qb").kind());
            holds("the other end is down", !link("qb").isUp());
            done(route.batch().setUp(link("qb").index(), true).send());
        });
        for (String address : new String[] {"10.1.0.1/16", "2001:db8:1::1/48"}) {
            checks.check("address " + address + ": add, list, delete", () -> {
                addressComesAndGoes(InterfaceAddress.global(link("qa").index(), IpPrefix.parse(address)));
            });
        }
        checks.check("routes of both families, with a prohibit route behind each", this::routes);
        checks.check("the pair goes with one end", () -> {
            done(route.batch().deleteLink(link("qa").index()).send());
            holds("qb is gone", route.link("qb").isEmpty());
        });
    }

    private Link link(String name) throws LinuxException {
        return route.link(name).orElseThrow(() -> new AssertionError("no link " + name));
    }

    static void done(List<NetlinkResult> results) {
        for (NetlinkResult result : results) {
            holds("done, not " + result, result.isAcknowledged());
        }
    }

    private void addressComesAndGoes(InterfaceAddress address) throws LinuxException {
        done(route.batch().addAddress(address).send());
        InterfaceAddress found = route.addresses().stream()
                .filter(one -> one.address().equals(address.address()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not listed: " + address));
        same("interface", address.interfaceIndex(), found.interfaceIndex());
        same("scope", 0, found.scope());
        holds("permanent", (found.flags() & InterfaceAddress.PERMANENT) != 0);
        NetlinkResult twice = route.batch().addAddress(address).send().get(0);
        holds("twice is refused: " + twice, !twice.isAcknowledged());
        done(route.batch().deleteAddress(address).send());
        holds("gone", route.addresses().stream().noneMatch(one -> one.address().equals(address.address())));
    }

    private void routes() throws LinuxException {
        int index = link("qa").index();
        done(route.batch()
                .addAddress(InterfaceAddress.global(index, IpPrefix.parse("10.1.0.1/16")))
                .addAddress(InterfaceAddress.global(index, IpPrefix.parse("2001:db8:1::1/48")))
                .send());
        Route v4 = Route.unicast(IpPrefix.parse("10.2.0.0/16"), Route.NextHop.via(IpAddress.parse("10.1.0.2")), 100)
                .withProtocol(81);
        Route v6 = Route.unicast(
                        IpPrefix.parse("2001:db8:2::/48"), Route.NextHop.via(IpAddress.parse("2001:db8:1::2")), 100)
                .withProtocol(81);
        Route direct = Route.unicast(IpPrefix.parse("10.3.0.0/24"), Route.NextHop.dev(index), 7);
        Route all = Route.unicast(IpPrefix.parse("0.0.0.0/0"), Route.NextHop.dev(index), 9);
        Route noV4 = Route.prohibit(IpPrefix.parse("10.2.0.0/16"), 5000);
        Route noV6 = Route.prohibit(IpPrefix.parse("2001:db8:2::/48"), 5000);
        for (Route one : List.of(v4, v6, direct, all, noV4, noV6)) {
            done(route.batch().addRoute(one).send());
            same("listed like " + one, 1L, count(one));
            holds("twice is refused", !route.batch().addRoute(one).send().get(0).isAcknowledged());
            done(route.batch().replaceRoute(one).send());
            same("listed after replacing", 1L, count(one));
        }
        for (Route one : List.of(noV6, noV4, all, direct, v6, v4)) {
            done(route.batch().deleteRoute(one).send());
            same("gone", 0L, count(one));
        }
    }

    /** Listed routes that agree in destination, type, metric, maker and gateway; IPv6 adds an interface of its own. */
    private long count(Route wanted) throws LinuxException {
        return route.routes().stream()
                .filter(one -> one.destination().equals(wanted.destination())
                        && one.type() == wanted.type()
                        && one.metric() == wanted.metric()
                        && one.protocol() == wanted.protocol()
                        && one.nextHop().gateway().equals(wanted.nextHop().gateway()))
                .count();
    }
}
