package org.qgate.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.FakeKernel;
import org.qgate.linux.netlink.NetlinkFlags;
import org.qgate.linux.xfrm.Golden;
import org.qgate.linux.xfrm.MessageParts;

/** Our requests about links, addresses and routes against those of iproute2. */
class GoldenRouteMessageTest {

    private static final int QA = 100;
    private static final int MADE_BY = 81;
    private static final int TYPE_OF_RTMSG = 16 + 7;

    private static final Map<Integer, Integer> HEADS = Map.of(
            RtnetlinkNumbers.RTM_NEWLINK, Ifinfomsg.SIZE,
            RtnetlinkNumbers.RTM_DELLINK, Ifinfomsg.SIZE,
            RtnetlinkNumbers.RTM_NEWADDR, Ifaddrmsg.SIZE,
            RtnetlinkNumbers.RTM_DELADDR, Ifaddrmsg.SIZE,
            RtnetlinkNumbers.RTM_NEWROUTE, Rtmsg.SIZE,
            RtnetlinkNumbers.RTM_DELROUTE, Rtmsg.SIZE,
            RtnetlinkNumbers.RTM_NEWRULE, RuleMessages.HEAD_BYTES,
            RtnetlinkNumbers.RTM_DELRULE, RuleMessages.HEAD_BYTES);

    private static Map<String, Consumer<RouteBatch>> changes() {
        IpPrefix remote4 = IpPrefix.parse("10.2.0.0/16");
        IpPrefix remote6 = IpPrefix.parse("2001:db8:2::/48");
        Route via4 = Route.unicast(remote4, Route.NextHop.via(IpAddress.parse("10.1.0.2")), 100)
                .withProtocol(MADE_BY);
        Route via6 = Route.unicast(remote6, Route.NextHop.via(IpAddress.parse("2001:db8:1::2")), 100)
                .withProtocol(MADE_BY);
        Route direct = Route.unicast(IpPrefix.parse("10.3.0.0/24"), Route.NextHop.dev(QA), 7);
        InterfaceAddress own4 = InterfaceAddress.global(QA, IpPrefix.parse("10.1.0.1/16"));
        InterfaceAddress own6 = InterfaceAddress.global(QA, IpPrefix.parse("2001:db8:1::1/48"));
        Map<String, Consumer<RouteBatch>> changes = new TreeMap<>();
        changes.put("rt-add-dummy", batch -> batch.addDummy("qd"));
        changes.put("rt-add-xfrm", batch -> batch.addXfrm("qx", 9));
        changes.put(
                "rt-add-vti",
                batch -> batch.addVti("qv", 9, IpAddress.parse("203.0.113.1"), IpAddress.parse("203.0.113.2")));
        changes.put(
                "rt-add-vti6",
                batch -> batch.addVti("qv", 9, IpAddress.parse("2001:db8:a::1"), IpAddress.parse("2001:db8:b::2")));
        changes.put("rt-add-veth", batch -> batch.addVeth("qa", "qb"));
        changes.put("rt-set-up", batch -> batch.setUp(QA, true));
        changes.put("rt-set-mtu", batch -> batch.setMtu(QA, 1380));
        changes.put("rt-delete-link", batch -> batch.deleteLink(QA));
        changes.put("rt-add-address-v4", batch -> batch.addAddress(own4));
        changes.put("rt-add-address-v6", batch -> batch.addAddress(own6));
        changes.put("rt-delete-address-v4", batch -> batch.deleteAddress(own4));
        changes.put("rt-delete-address-v6", batch -> batch.deleteAddress(own6));
        changes.put("rt-add-route-via-v4", batch -> batch.addRoute(via4));
        changes.put("rt-add-route-via-v6", batch -> batch.addRoute(via6));
        changes.put("rt-add-route-dev-v4", batch -> batch.addRoute(direct));
        changes.put("rt-replace-route-v4", batch -> batch.replaceRoute(direct));
        changes.put("rt-add-prohibit-v4", batch -> batch.addRoute(Route.prohibit(remote4, 5000)));
        changes.put("rt-add-prohibit-v6", batch -> batch.addRoute(Route.prohibit(remote6, 5000)));
        changes.put("rt-delete-route-via-v4", batch -> batch.deleteRoute(via4));
        changes.put("rt-delete-prohibit-v4", batch -> batch.deleteRoute(Route.prohibit(remote4, 5000)));
        RoutingRule there = RoutingRule.to(remote4, 5600, 5600);
        IpPrefix local6 = IpPrefix.parse("2001:db8:1::/48");
        changes.put("rt-add-rule-v4", batch -> batch.addRule(there));
        changes.put(
                "rt-add-rule-through-v6",
                batch -> batch.addRule(RoutingRule.through("qg0", remote6, local6, Route.TABLE_MAIN, 5601)));
        changes.put(
                "rt-add-rule-prohibit-v4",
                batch -> batch.addRule(RoutingRule.prohibit(remote4, IpPrefix.parse("10.1.0.0/16"), 5602)));
        changes.put("rt-delete-rule-v4", batch -> batch.deleteRule(there));
        return changes;
    }

    static Stream<Golden.Entry> entries() {
        return Golden.entries("iproute2.txt").stream()
                .filter(entry -> entry.name().startsWith("rt-"));
    }

    private static byte[] send(Consumer<RouteBatch> change) throws LinuxException {
        FakeKernel kernel = FakeKernel.obedient();
        try (RouteSocket route = new RouteSocket(kernel.connection())) {
            RouteBatch batch = route.batch();
            change.accept(batch);
            assertThat(batch.send()).hasSize(1).allMatch(result -> result.isAcknowledged());
        }
        return kernel.sent().get(0);
    }

    private static MessageParts parts(byte[] datagram) {
        int type = FakeKernel.parse(datagram).get(0).type();
        if (type == RtnetlinkNumbers.RTM_DELROUTE || type == RtnetlinkNumbers.RTM_DELRULE) {
            // iproute2 deletes by "any type" or "any action"; we name it, so that no other is hit.
            datagram[TYPE_OF_RTMSG] = datagram[TYPE_OF_RTMSG] == 0 ? 1 : datagram[TYPE_OF_RTMSG];
        }
        MessageParts parts = MessageParts.of(datagram, HEADS.getOrDefault(type, 0));
        if (type >= RtnetlinkNumbers.RTM_NEWROUTE) {
            // iproute2 gives the main table in rtm_table only, we in RTA_TABLE too.
            parts.attributes().remove(RtnetlinkNumbers.RTA_TABLE);
        }
        return parts;
    }

    @ParameterizedTest
    @MethodSource("entries")
    void writesWhatIproute2Writes(Golden.Entry golden) throws LinuxException {
        Consumer<RouteBatch> change = changes().get(golden.name());
        assertThat(change).as("a request of ours for " + golden.name()).isNotNull();
        byte[] sent = send(change);
        assertThat(parts(sent)).isEqualTo(parts(golden.bytes()));
        int kernelsFlags = NetlinkFlags.REQUEST
                | NetlinkFlags.ACK
                | NetlinkFlags.CREATE
                | NetlinkFlags.EXCL
                | NetlinkFlags.REPLACE;
        assertThat(FakeKernel.parse(sent).get(0).flags() & kernelsFlags).isEqualTo(flags(golden));
    }

    /** iproute2 replaces with CREATE and REPLACE, as we do. */
    private static int flags(Golden.Entry golden) {
        return FakeKernel.parse(golden.bytes()).get(0).flags();
    }

    @Test
    void everyRequestHasItsGoldenBytes() {
        assertThat(entries().map(Golden.Entry::name))
                .containsExactlyInAnyOrderElementsOf(changes().keySet());
    }
}
