package org.qgate.lab;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.KernelChoice;
import tools.jackson.databind.JsonNode;

/**
 * What needs the lab's own kernel: a network card in software that accepts IPsec offload, and XFRM interfaces. Not part of
 * {@code -Plab} alone: {@code deploy/verify --own-kernel} builds the kernel and runs this too. In this order, because the last tests
 * take away what the others use.
 */
@Tag("own-kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnKernelLabIT {
    private static final int OFFLOAD_CHECKS = 11;

    /** Size of the table of netdevsim's driver. */
    private static final int CARD_SAS_MAX = 33;

    private static final int PINGS = 100;
    private static final String STAYS = "172.31.3.1/32";

    /** 20 ms and half a second ahead: more SAs than the card has room for. */
    private static final LinkCase ON_CARD = LinkCase.of(
            1,
            "on-card",
            4,
            4,
            "period = 20 ms, ahead = 500 ms, extended-sequence-numbers = false, offload.device = eth0");

    private static final LinkCase WIDE_NUMBERS = LinkCase.of(2, "wide-numbers", 4, 4, "offload.device = eth0");
    private static final LinkCase NO_CARD = LinkCase.of(3, "no-card", 4, 4, "offload.device = nowhere");
    private static final LinkCase ROUTED = new LinkCase(
            4,
            "routed",
            4,
            4,
            "interface { name = qg4, kind = xfrm }",
            "interface.addresses = [ { address = \"" + STAYS + "\" } ]");
    private static final LinkCase ROUTED_OVER_SIX =
            LinkCase.of(5, "routed-over-six", 6, 4, "suite = chacha20-poly1305, interface { name = qg5, kind = auto }");
    private static final List<LinkCase> CASES = List.of(ON_CARD, WIDE_NUMBERS, NO_CARD, ROUTED, ROUTED_OVER_SIX);

    private static final String TABLE_OF_A = "/sys/kernel/debug/netdevsim/netdevsim11/ports/0/ipsec";
    private static final Pattern SPI = Pattern.compile("spi(?:=| )0x([0-9a-f]{8})");

    private final Checkout checkout = Checkout.find();
    private final IpsecKernel kernel = KernelChoice.openOwn(checkout, LabFolder.fresh("OwnKernel"));
    private final CaseBench bench = CaseBench.open(kernel, checkout, CASES);

    OwnKernelLabIT() throws Exception {}

    @BeforeAll
    void start() throws Exception {
        for (int gateway = 1; gateway <= 2; gateway++) {
            bench.run("ip netns exec NS" + gateway + " sh -c 'echo 1" + gateway
                    + " 1 >/sys/bus/netdevsim/new_device && ip link set eth0 up'");
        }
        bench.startAgents();
    }

    @AfterAll
    void powerOff() {
        bench.close();
        kernel.close();
    }

    private static Set<String> spis(String text) {
        Set<String> spis = new TreeSet<>();
        for (Matcher found = SPI.matcher(text); found.find(); ) {
            spis.add(found.group(1));
        }
        return spis;
    }

    @Test
    @Order(1)
    void theKernelPutsSasOnTheCardAndSaysWhyNot() throws Exception {
        KernelCheckProgram.ofModules(checkout, "linux")
                .passes(kernel, "org.qgate.linux.xfrm.OffloadKernelCheck", OFFLOAD_CHECKS);
    }

    @Test
    @Order(2)
    void carriesEveryCaseWithoutLoss() throws Exception {
        Map<String, PingCount> pings = bench.pingAll(PINGS);
        for (LinkCase one : CASES) {
            assertThat(pings).as(one.name()).containsEntry(one.name(), new PingCount(PINGS, PINGS));
        }
    }

    @Test
    @Order(3)
    void fillsTheCardAndWorksInSoftwareBeyondIt() throws Exception {
        JsonNode offload = requireNonNull(bench.links(1).get(ON_CARD.name())).path("offload");
        assertThat(offload.path("device").asString()).isEqualTo("eth0");
        assertThat(offload.path("mode").asString()).isEqualTo("crypto");
        assertThat(offload.path("sasTaken").asLong()).isGreaterThan(CARD_SAS_MAX);
        assertThat(offload.path("sasRefused").asLong()).isPositive();
        assertThat(offload.path("sas").asLong()).isBetween(1L, (long) CARD_SAS_MAX);
        assertThat(offload.path("reason").asString()).contains("Device failed to offload this state");
        assertThat(bench.log(1)).contains("eth0 does not take an SA").contains("Device failed to offload this state");
        assertThat(bench.ctl(1, "links")).containsPattern("OFFLOAD on-card: eth0 \\(crypto\\) works for \\d+ SAs now");
    }

    @Test
    @Order(4)
    void theCardHoldsWhatTheKernelSaysItHolds() throws Exception {
        // With both agents stopped still, no SA comes or goes between the two questions.
        bench.run("kill -STOP $(cat RUN/pid1) $(cat RUN/pid2)");
        String table = bench.run("grep -v key= " + TABLE_OF_A);
        String offloaded = bench.run("ip -n NS1 -d -o xfrm state list | grep 'crypto offload parameters: dev eth0'");
        bench.run("kill -CONT $(cat RUN/pid1) $(cat RUN/pid2)");
        assertThat(spis(table)).hasSizeBetween(1, CARD_SAS_MAX).isEqualTo(spis(offloaded));
        // Which direction's SAs found room is chance; each says which it is.
        assertThat(table.lines().filter(line -> line.contains("ipaddr=")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" tx ipaddr=") || line.contains(" rx ipaddr="));
    }

    @Test
    @Order(5)
    void saysWhyACardIsNotUsed() throws Exception {
        JsonNode wide = requireNonNull(bench.links(1).get(WIDE_NUMBERS.name())).path("offload");
        assertThat(wide.path("sas").asLong()).isZero();
        assertThat(wide.path("sasTaken").asLong()).isZero();
        assertThat(wide.path("sasRefused").asLong()).isPositive();
        assertThat(wide.path("reason").asString()).contains("Device doesn't support offload with ESN");
        assertThat(requireNonNull(bench.links(1).get(NO_CARD.name()))
                        .at("/offload/reason")
                        .asString())
                .isEqualTo("there is no network interface nowhere");
        assertThat(requireNonNull(bench.links(1).get(ROUTED.name()))
                        .path("offload")
                        .isNull())
                .isTrue();
    }

    @Test
    @Order(6)
    void routesIntoXfrmInterfaces() throws Exception {
        assertThat(bench.run("ip -n NS1 -d -o link show qg4; ip -n NS1 -d -o link show qg5"))
                .containsPattern("qg4.* mtu 1446 .* xfrm if_id 0x")
                .containsPattern("qg5.* mtu 1426 .* xfrm if_id 0x");
        assertThat(bench.run("ip -n NS1 route get " + ROUTED.innerAddress(2))).contains("dev qg4");
        assertThat(bench.ping(ROUTED, "-M do -s " + (1446 - 28))).isEqualTo(new PingCount(5, 5));
    }

    @Test
    @Order(7)
    void keepsTheInterfacesAddressWhileTheCableIsOut() throws Exception {
        bench.run("ip -n NS1 link set wan down");
        assertThat(bench.run("ip -n NS1 -o addr show dev qg4")).contains(STAYS);
        assertThat(bench.run("ip -n NS1 route get " + ROUTED.innerAddress(2))).contains("dev qg4");
        bench.run("sleep 1; ip -n NS1 link set wan up; sleep 2");
        assertThat(bench.ping(ROUTED, "")).isEqualTo(new PingCount(5, 5));
        assertThat(requireNonNull(bench.links(1).get(ROUTED.name()))
                        .path("epoch")
                        .asLong())
                .isEqualTo(1);
    }

    @Test
    @Order(8)
    void blocksWhatTheInterfaceNoLongerTakesAndRemovesItWithTheLink() throws Exception {
        bench.run("ip -n NS1 route del " + ROUTED.innerPrefix(2) + " dev qg4 && ip -n NS1 route add "
                + ROUTED.innerPrefix(2) + " via 192.0.2.2");
        assertThat(bench.ping(ROUTED, "").received()).isZero();
        bench.ctl(1, "link remove " + ROUTED.name());
        assertThat(bench.run("ip -n NS1 link show qg4 2>&1; true")).contains("does not exist");
        assertThat(bench.run("ip -n NS1 xfrm policy list src " + ROUTED.innerPrefix(1) + "; true"))
                .isBlank();
    }
}
