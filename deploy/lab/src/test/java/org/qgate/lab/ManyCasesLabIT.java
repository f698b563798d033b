package org.qgate.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.KernelChoice;
import tools.jackson.databind.JsonNode;

/** Every suite, every pair of address families and every way to make packets, end to end: one boot, two agents, a link for each. */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyCasesLabIT {
    private static final List<LinkCase> CASES = List.of(
            LinkCase.of(1, "aes-gcm-256", 4, 4, "suite = aes-gcm-256"),
            LinkCase.of(2, "aes-gcm-128", 4, 4, "suite = aes-gcm-128"),
            LinkCase.of(3, "aes-ccm-256", 4, 4, "suite = aes-ccm-256"),
            LinkCase.of(4, "aes-ccm-128", 4, 4, "suite = aes-ccm-128"),
            LinkCase.of(5, "chacha20-poly1305", 4, 4, "suite = chacha20-poly1305"),
            LinkCase.of(6, "aes-cbc-256-hmac-sha-256", 4, 4, "suite = aes-cbc-256-hmac-sha-256"),
            LinkCase.of(7, "vpn-b", 4, 4, "suite = vpn-b"),
            LinkCase.of(8, "six-in-four", 4, 6, ""),
            LinkCase.of(9, "four-in-six", 6, 4, ""),
            LinkCase.of(10, "six-in-six", 6, 6, "suite = vpn-b"),
            LinkCase.of(11, "short-numbers", 4, 4, "extended-sequence-numbers = false"),
            LinkCase.of(12, "hidden-class", 4, 4, "dscp-outward = false, ecn = false"),
            LinkCase.of(13, "placed-largest", 4, 4, "interface { name = qg13, kind = dummy }"),
            LinkCase.of(14, "placed-six", 6, 6, "suite = vpn-b, interface { name = qg14, kind = dummy }"),
            LinkCase.of(15, "placed", 4, 4, "interface { name = qg15, kind = dummy, mtu = 1400 }"),
            LinkCase.of(17, "in-udp", 4, 4, "udp-encapsulation.enabled = true"),
            LinkCase.of(18, "in-udp-over-six", 6, 4, "udp-encapsulation.enabled = true, suite = vpn-b"),
            LinkCase.of(19, "over-tcp", 4, 4, "transport = tcp"),
            LinkCase.of(20, "over-tcp-and-six", 6, 6, "transport = tcp, suite = vpn-b"),
            LinkCase.of(16, "legacy", 4, 4, "suite = triple-des-hmac-sha-256, allow-legacy-ciphers = true"));

    private static final int PINGS = 60;

    /** Expedited forwarding (RFC 3246) and ECT(1). */
    private static final String TRAFFIC_CLASS = "-Q 0xb9";

    private final Checkout checkout = Checkout.find();
    private final IpsecKernel kernel = KernelChoice.open(checkout, LabFolder.fresh("ManyCases"));
    private final CaseBench bench = CaseBench.open(kernel, checkout, CASES);

    ManyCasesLabIT() throws Exception {}

    @BeforeAll
    void start() throws Exception {
        bench.startAgents();
    }

    @AfterAll
    void powerOff() {
        bench.close();
        kernel.close();
    }

    @Test
    void carriesEveryCaseWithoutLossWhileItsKeysChange() throws Exception {
        Map<String, JsonNode> before = bench.links(1);
        Map<String, PingCount> pings = bench.pingAll(PINGS);
        Map<String, JsonNode> after = bench.links(1);
        for (LinkCase one : CASES) {
            assertThat(pings.get(one.name())).as(one.name()).isEqualTo(new PingCount(PINGS, PINGS));
            for (String direction : List.of("outbound", "inbound")) {
                String changes = "/" + direction + "/keyChanges";
                assertThat(requireNonNull(after.get(one.name())).at(changes).asLong())
                        .as("%s %s", one.name(), changes)
                        .isGreaterThan(requireNonNull(before.get(one.name()))
                                .at(changes)
                                .asLong());
            }
        }
        assertThat(bench.run("""
                        for ns in NS1 NS2; do ip netns exec $ns grep -v '[[:space:]]0$' /proc/net/xfrm_stat; done; true""")).isBlank();
    }

    private LinkCase find(String name) {
        return CASES.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void handlesTheTrafficClassAsConfigured() throws Exception {
        String copied = bench.watchPings(find("aes-gcm-256"), TRAFFIC_CLASS);
        assertThat(copied)
                .containsPattern("tos 0xb9,ECT\\(1\\).*proto ESP")
                .doesNotContainPattern("tos 0x0,.*proto ESP");
        String hidden = bench.watchPings(find("hidden-class"), TRAFFIC_CLASS);
        assertThat(hidden).containsPattern("tos 0x0,.*proto ESP").doesNotContainPattern("tos 0xb9.*proto ESP");

        // A full queue that marks instead of dropping; what cannot be marked, such as control messages, is lost for a
        // moment. The answer to
        // a ping has the class of the ping, and the outer header of an answer with a mark says that marks are welcome
        // (RFC 3168).
        bench.run("tc -n NS1 qdisc add dev wan root netem loss 100% ecn");
        String marked = bench.watchPings(find("aes-gcm-256"), TRAFFIC_CLASS);
        bench.run("tc -n NS1 qdisc del dev wan root");
        assertThat(marked).containsPattern("tos 0xbb,CE.*proto ESP").containsPattern("tos 0xba,ECT\\(0\\).*proto ESP");
    }

    @Test
    void givesTunnelInterfacesTheLargestPacketThatTheTunnelLeaves() throws Exception {
        assertThat(bench.run("ip -n NS1 -o link show qg13; ip -n NS1 -o link show qg14; ip -n NS1 -o link show qg15"))
                .containsPattern("qg13.* mtu 1446 ")
                .containsPattern("qg14.* mtu 1422 ")
                .containsPattern("qg15.* mtu 1400 ");
        // IPv4 and ICMP headers are 28 bytes, IPv6 and ICMP headers 48.
        assertThat(bench.ping(find("placed-largest"), "-M do -s " + (1446 - 28)))
                .isEqualTo(new PingCount(5, 5));
        assertThat(bench.ping(find("placed-six"), "-M do -s " + (1422 - 48))).isEqualTo(new PingCount(5, 5));
        // Without an interface the kernel finds the size of the path by itself, and what may be cut is cut.
        assertThat(bench.ping(find("aes-gcm-256"), "-M dont -s 4000")).isEqualTo(new PingCount(5, 5));
    }

    @Test
    void carriesControlMessagesOverTcpWhereToldTo() throws Exception {
        assertThat(requireNonNull(bench.links(1).get("over-tcp"))
                        .path("transport")
                        .asString())
                .isEqualTo("tcp");
        assertThat(bench.ctl(1, "status"))
                .containsPattern("tcp +192\\.0\\.2\\.1 port 5600: [1-9]\\d* connections from peers; 0 refused");
        // Each end connects to the peer's ports; a connection of the HELLO port is closed when it is not needed.
        String connections = bench.run("ip netns exec NS1 ss -tnH state established");
        assertThat(connections)
                .containsPattern("192\\.0\\.2\\.1:\\d+ +192\\.0\\.2\\.2:5600")
                .containsPattern("192\\.0\\.2\\.1:5600 +192\\.0\\.2\\.2:\\d+")
                .containsPattern("\\[2001:db8:ffff::1]:\\d+ +\\[2001:db8:ffff::2]:5600");
    }

    @Test
    void sendsEspInUdpWhereToldTo() throws Exception {
        assertThat(bench.watchPings(find("in-udp"), ""))
                .containsPattern("192.0.2.1.4500 > 192.0.2.2.4500: UDP-encap: ESP")
                .doesNotContain("proto ESP");
        assertThat(bench.watchPings(find("in-udp-over-six"), ""))
                .containsPattern("2001:db8:ffff::1.4500 > 2001:db8:ffff::2.4500: .*UDP-encap: ESP");
    }
}
