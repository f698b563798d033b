package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.xfrm.TestLinks;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.rtnetlink.RouteType;
import org.qgate.linux.rtnetlink.RoutingRule;
import org.qgate.linux.tun.TunDevice;

class EngineNetworkTest {
    private static final int TABLE = 5600;
    private static final EngineConfiguration ENGINE =
            new EngineConfiguration("qgate-engine", true, Path.of("/run/e"), "qg0", 1500, 0, TABLE, 5600);
    private static final LinkConfiguration LINK = TestLinks.alice("10.1.0.0/24", "10.2.0.0/24");
    private static final IpPrefix LOCAL = IpPrefix.parse("10.1.0.0/24");
    private static final IpPrefix REMOTE = IpPrefix.parse("10.2.0.0/24");

    private interface Body {
        void run(RouteSocket socket) throws IOException;
    }

    private static void inAnEmptyNamespace(Body body) throws Exception {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            NetworkNamespace.unshareForThisThread();
            try (RouteSocket socket = RouteSocket.open()) {
                body.run(socket);
            }
            return true;
        });
        Thread thread = new Thread(task, "namespace");
        thread.start();
        assertThat(task.get()).isTrue();
    }

    private static void leaveAnEnginesInterface() throws IOException {
        try (TunDevice tun = TunDevice.open("qg0")) {
            tun.setPersistent(true);
        }
    }

    @Test
    void blocksBeforeThereIsAnEngineAndLeadsIntoItsInterfaceThen() throws Exception {
        inAnEmptyNamespace(socket -> {
            EngineNetwork network = new EngineNetwork(socket, ENGINE);
            network.block(LINK);
            network.block(LINK);
            assertThat(socket.rules())
                    .contains(
                            RoutingRule.to(REMOTE, TABLE, 5600),
                            RoutingRule.through("qg0", REMOTE, LOCAL, Route.TABLE_MAIN, 5601),
                            RoutingRule.prohibit(REMOTE, LOCAL, 5602));
            assertThat(socket.routes())
                    .filteredOn(route -> route.table() == TABLE)
                    .singleElement()
                    .satisfies(route -> assertThat(route.type()).isEqualTo(RouteType.PROHIBIT));

            leaveAnEnginesInterface();
            network.bringUp();
            socket.batch()
                    .addAddress(InterfaceAddress.global(1, IpPrefix.parse("10.1.0.1/32")))
                    .send();
            network.route(LINK);
            network.route(LINK);
            Link tun = socket.link("qg0").orElseThrow();
            assertThat(tun.isUp()).isTrue();
            assertThat(tun.mtu()).isEqualTo(1406);
            assertThat(socket.routes())
                    .filteredOn(route -> route.table() == TABLE && route.type() == RouteType.UNICAST)
                    .singleElement()
                    .satisfies(route -> {
                        assertThat(route.nextHop().interfaceIndex()).isEqualTo(tun.index());
                        assertThat(route.nextHop().preferredSource().toString()).isEqualTo("10.1.0.1");
                    });
        });
    }

    @Test
    void followsALinkWhoseSelectorsChange() throws Exception {
        inAnEmptyNamespace(socket -> {
            EngineNetwork network = new EngineNetwork(socket, ENGINE);
            leaveAnEnginesInterface();
            network.block(LINK);
            network.bringUp();
            network.route(LINK);
            LinkConfiguration changed = TestLinks.alice("10.1.0.0/24", "10.2.8.0/24");
            IpPrefix added = IpPrefix.parse("10.2.8.0/24");
            network.block(changed);
            network.route(changed);
            assertThat(socket.rules())
                    .contains(RoutingRule.to(REMOTE, TABLE, 5600), RoutingRule.to(added, TABLE, 5600));

            network.release(LINK);
            assertThat(socket.rules())
                    .contains(RoutingRule.to(added, TABLE, 5600), RoutingRule.prohibit(added, LOCAL, 5602))
                    .doesNotContain(RoutingRule.to(REMOTE, TABLE, 5600));
            assertThat(socket.routes())
                    .filteredOn(route -> route.table() == TABLE)
                    .hasSize(2)
                    .allSatisfy(route -> assertThat(route.destination()).isEqualTo(added));
            assertThat(socket.link("qg0")).isPresent();
        });
    }

    @Test
    void leavesNothingBehindTheLastLinkAndTheOthersWhatTheyShare() throws Exception {
        inAnEmptyNamespace(socket -> {
            EngineNetwork network = new EngineNetwork(socket, ENGINE);
            LinkConfiguration other = TestLinks.carol("10.1.9.0/24", "10.2.0.0/24");
            leaveAnEnginesInterface();
            network.block(LINK);
            network.block(other);
            network.bringUp();
            network.route(LINK);
            network.route(other);

            network.lift(LINK);
            assertThat(socket.rules()).contains(RoutingRule.to(REMOTE, TABLE, 5600));
            assertThat(socket.rules()).doesNotContain(RoutingRule.prohibit(REMOTE, LOCAL, 5602));
            assertThat(socket.routes())
                    .filteredOn(route -> route.table() == TABLE)
                    .hasSize(2);
            assertThat(socket.link("qg0")).isPresent();

            network.lift(other);
            assertThat(socket.rules()).isEmpty();
            assertThat(socket.routes()).noneMatch(route -> route.table() == TABLE);
            assertThat(socket.link("qg0")).isEmpty();
        });
    }
}
