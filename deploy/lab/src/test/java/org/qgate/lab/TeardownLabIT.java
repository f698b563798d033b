package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;

/** What stays in the kernel when agents stop, and what does not when links are taken down. */
@Tag("lab")
class TeardownLabIT {
    private static final Duration FAST = Duration.ofMillis(20);
    private static final String ADDRESS = "10.1.9.1/32";
    private static final String ROUTE = "10.2.9.0/24";
    private static final String NETWORK_TEXT = """
            addresses = [ { device = "lo", address = "%s" } ]
            routes = [ { to = "%s", via = "192.0.2.2" } ]
            """.formatted(ADDRESS, ROUTE);

    @Test
    void stopsClosedAndLeavesNothingBehindWhenTornDown() throws Exception {
        LinkSettings settings = new LinkSettings(Duration.ofMillis(20), 50_000, NETWORK_TEXT);
        try (Bench bench = Bench.open(LabFolder.fresh("Teardown"), settings)) {
            String nothing = stateOf(bench.network(), Gateway.ALICE);
            String nothingAtBob = stateOf(bench.network(), Gateway.BOB);
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            assertThat(stateOf(bench.network(), Gateway.ALICE))
                    .contains("proto esp")
                    .contains("src 10.1.0.0/24 dst 10.2.0.0/24")
                    .contains("inet 10.1.9.1/32")
                    .contains(ROUTE);
            bench.unwatch();

            stopLeavesTrafficBlocked(bench);
            removalOfTheLinkLeavesNothing(bench, nothing);
            teardownLeavesNothing(bench, nothingAtBob);

            // Nothing blocks or protects any more: this is what an operator asked for by the two commands.
            assertThat(bench.network().ping(Net.REKEYING, FAST, 5).await().lost())
                    .isZero();
        }
    }

    private static void stopLeavesTrafficBlocked(Bench bench) throws Exception {
        bench.agent(Gateway.ALICE).stop();
        assertThat(bench.network().exec("gwA", "ip xfrm policy").out()).contains("action block");
        assertThat(bench.network().ping(Net.REKEYING, FAST, 5).await().received())
                .isZero();
        bench.agent(Gateway.ALICE).start();
        bench.watch();
        bench.awaitLinkUp();
        bench.unwatch();
    }

    private static void removalOfTheLinkLeavesNothing(Bench bench, String nothing) throws Exception {
        bench.agent(Gateway.ALICE).ctl("link remove " + LinkSettings.LINK).outOrThrow("qgatectl link remove");
        assertThat(stateOf(bench.network(), Gateway.ALICE)).isEqualTo(nothing);
        bench.agent(Gateway.ALICE).stop();
    }

    private static void teardownLeavesNothing(Bench bench, String nothing) throws Exception {
        bench.agent(Gateway.BOB).ctl("teardown").outOrThrow("qgatectl teardown");
        bench.agent(Gateway.BOB).awaitEnd();
        assertThat(stateOf(bench.network(), Gateway.BOB)).isEqualTo(nothing);
    }

    private static String stateOf(LabNetwork network, Gateway gateway) throws Exception {
        return network.exec(
                        gateway.role(),
                        "sh -c 'ip xfrm state; ip xfrm policy; ip -4 -o addr; ip -4 route show table all'")
                .outOrThrow("ip");
    }
}
