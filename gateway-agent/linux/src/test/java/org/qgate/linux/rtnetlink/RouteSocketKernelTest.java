package org.qgate.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.FreshNamespace;
import org.qgate.linux.netlink.NetlinkResult;

/** Against the kernel of this machine, in a network namespace of its own. */
class RouteSocketKernelTest {

    @Test
    void listsTheLoopback() throws Exception {
        FreshNamespace.run(() -> {
            try (RouteSocket route = RouteSocket.open()) {
                Link loopback = route.link("lo").orElseThrow();
                assertThat(loopback.index()).isOne();
                assertThat(loopback.isUp()).isFalse();
                assertThat(route.batch().setUp(1, true).send()).allMatch(NetlinkResult::isAcknowledged);
                assertThat(route.link("lo").orElseThrow().isUp()).isTrue();
                assertThat(route.addresses())
                        .anyMatch(address -> address.address().equals(IpPrefix.parse("127.0.0.1/8")));
                assertThat(route.routes())
                        .anyMatch(one -> one.type() == RouteType.LOCAL
                                && one.destination().contains(IpAddress.parse("127.0.0.1")));
            }
        });
    }

    @Test
    void aProhibitRouteStandsBehindALowerMetric() throws Exception {
        FreshNamespace.run(() -> {
            try (RouteSocket route = RouteSocket.open()) {
                IpPrefix far = IpPrefix.parse("198.51.100.0/24");
                Route prohibit = Route.prohibit(far, 9000);
                Route open = Route.unicast(far, Route.NextHop.dev(1), 10);
                assertThat(route.batch()
                                .setUp(1, true)
                                .addRoute(prohibit)
                                .addRoute(open)
                                .send())
                        .allMatch(NetlinkResult::isAcknowledged);
                assertThat(route.routes()).contains(prohibit, open);
                assertThat(route.batch().deleteRoute(open).deleteRoute(open).send())
                        .satisfiesExactly(
                                first -> assertThat(first.isAcknowledged()).isTrue(),
                                second -> assertThat(second.isRefusedWith(Errno.ESRCH))
                                        .isTrue());
                assertThat(route.routes()).contains(prohibit).doesNotContain(open);
            }
        });
    }

    @Test
    void rulesOfTheRoutingPolicyComeAndGo() throws Exception {
        FreshNamespace.run(() -> {
            try (RouteSocket route = RouteSocket.open()) {
                IpPrefix here = IpPrefix.parse("203.0.113.0/24");
                IpPrefix far = IpPrefix.parse("198.51.100.0/24");
                IpPrefix here6 = IpPrefix.parse("2001:db8:1::/48");
                IpPrefix far6 = IpPrefix.parse("2001:db8:2::/48");
                RoutingRule there = RoutingRule.to(far, 5600, 5600);
                RoutingRule back = RoutingRule.through("qg0", far6, here6, Route.TABLE_MAIN, 5601);
                RoutingRule otherwise = RoutingRule.prohibit(far, here, 5602);
                assertThat(route.batch()
                                .addRule(there)
                                .addRule(back)
                                .addRule(otherwise)
                                .send())
                        .allMatch(NetlinkResult::isAcknowledged);
                assertThat(route.batch().addRule(there).send()).allMatch(result -> result.isRefusedWith(Errno.EEXIST));
                assertThat(route.rules()).contains(there, back, otherwise);
                assertThat(route.batch().deleteRule(back).deleteRule(back).send())
                        .satisfiesExactly(
                                first -> assertThat(first.isAcknowledged()).isTrue(),
                                second -> assertThat(second.isRefusedWith(Errno.ENOENT))
                                        .isTrue());
                assertThat(route.rules()).contains(there, otherwise).doesNotContain(back);
            }
        });
    }

    @Test
    void refusesRulesThatNobodyCanMean() {
        IpPrefix v4 = IpPrefix.parse("203.0.113.0/24");
        assertThatThrownBy(() -> RoutingRule.prohibit(v4, IpPrefix.parse("2001:db8:2::/48"), 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RoutingRule.to(IpPrefix.parse("203.0.113.1/24"), 5600, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RoutingRule(
                        Optional.empty(), Optional.empty(), Optional.empty(), 1, new RoutingRule.Action.Prohibit()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesWhatCannotBeWritten() throws Exception {
        FreshNamespace.run(() -> {
            try (RouteSocket route = RouteSocket.open()) {
                RouteBatch batch = route.batch();
                assertThatThrownBy(() -> batch.addDummy("a name with spaces"))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> batch.addDummy("a234567890123456"))
                        .isInstanceOf(IllegalArgumentException.class);
                Route odd = new Route(
                        IpPrefix.parse("10.0.0.0/8"), RouteType.OTHER, Route.NextHop.NONE, 1, Route.TABLE_MAIN, 4);
                assertThatThrownBy(() -> batch.addRoute(odd)).isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> Route.prohibit(IpPrefix.parse("10.0.0.1/8"), 1))
                        .isInstanceOf(IllegalArgumentException.class);
                batch.discard();
                assertThat(route.batch().setUp(4242, true).send().get(0)).isInstanceOf(NetlinkResult.Refused.class);
            }
        });
    }
}
