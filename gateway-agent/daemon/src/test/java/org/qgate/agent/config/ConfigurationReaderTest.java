package org.qgate.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.core.model.ControlAh;
import org.qgate.core.model.GatewayId;
import org.qgate.core.model.LinkTimers;
import org.qgate.core.model.Suite;
import org.qgate.core.model.Versions;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

class ConfigurationReaderTest {
    private static final String MINIMAL = """
        qgate {
          gateway = alice
          links {
            alice-bob {
              peer = bob
              local-address = "192.0.2.1"
              peer-address = "192.0.2.2"
              secret-file = "/etc/qgate/secret"
              selectors = [ { local = "10.1.0.0/24", remote = "10.2.0.0/24" } ]
              key-source { type = simulated, accept-simulated-keys = true, seed-file = "/etc/qgate/seed" }
            }
          }
        }
        """;

    @TempDir
    Path directory;

    private AgentConfiguration read(String text) throws Exception {
        return ConfigurationReader.read(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("agent.conf"), text);
    }

    @Test
    void readsWhetherTheControlPortIsToBeUnderAh() throws Exception {
        assertThat(controlAh("")).isEqualTo(ControlAh.AUTO);
        assertThat(controlAh("qgate.links.alice-bob.control-ah = on\n")).isEqualTo(ControlAh.ON);
        assertThat(controlAh("qgate.links.alice-bob.control-ah = off\n")).isEqualTo(ControlAh.OFF);
        assertThatThrownBy(() -> controlAh("qgate.links.alice-bob.control-ah = yes\n"))
                .hasMessageContaining("none of auto, on, off");
        assertThatThrownBy(() ->
                        controlAh("qgate.links.alice-bob { control-ah = on, udp-encapsulation { enabled = true } }\n"))
                .hasMessageContaining("AH covers addresses");
        assertThatThrownBy(() -> controlAh("qgate.links.alice-bob { control-ah = on, transport = tcp }\n"))
                .hasMessageContaining("transport = tcp");
        assertThatThrownBy(() -> controlAh("qgate { data-plane = engine, links.alice-bob.control-ah = on }\n"))
                .hasMessageContaining("has no AH");
    }

    private ControlAh controlAh(String more) throws Exception {
        return read(MINIMAL + more).links().get(0).parameters().controlAh();
    }

    @Test
    void readsTheExampleOfTheReferenceWithItsDefaults() throws Exception {
        AgentConfiguration agent = read(MINIMAL);
        assertThat(agent.gateway()).isEqualTo(new GatewayId("alice"));
        assertThat(agent.stateDirectory()).isEqualTo(Path.of("/var/lib/qgate"));
        assertThat(agent.control())
                .isEqualTo(new ControlConfiguration(Path.of("/run/qgate/control.sock"), "qgate", "qgate-wbem"));
        assertThat(agent.ledger()).isEqualTo(new LedgerConfiguration(16 * 1024 * 1024, 16));
        assertThat(agent.links()).hasSize(1);
        LinkConfiguration link = agent.links().get(0);
        assertThat(link.name()).isEqualTo("alice-bob");
        assertThat(link.parameters().suite()).isEqualTo(Suite.AES_GCM_256);
        assertThat(link.parameters().timers()).isEqualTo(LinkTimers.withPeriod(TimeUnit.MILLISECONDS.toNanos(20)));
        assertThat(link.endpoints())
                .isEqualTo(new LinkEndpoints(IpAddress.parse("192.0.2.1"), IpAddress.parse("192.0.2.2"), 5600, 5601));
        assertThat(link.policies().selectors())
                .containsExactly(new TrafficSelector(IpPrefix.parse("10.1.0.0/24"), IpPrefix.parse("10.2.0.0/24")));
        assertThat(link.policies().reqid()).isBetween(0x5100_0000, 0x51FF_FFFF);
        assertThat(link.keySource())
                .isEqualTo(new SimulatedKeyConfiguration(Path.of("/etc/qgate/seed"), 50_000, 1_000_000));
        assertThat(link.network().addresses()).isEmpty();
        assertThat(link.network().routes()).isEmpty();
    }

    @Test
    void readsTheLowestVersionOfTheProtocol() throws Exception {
        assertThat(read(MINIMAL).links().get(0).parameters().versions()).isEqualTo(Versions.ALL);
        assertThat(read(MINIMAL + "qgate.link-defaults.lowest-version = 2")
                        .links()
                        .get(0)
                        .parameters()
                        .versions())
                .isEqualTo(new Versions(2, 2));
        assertThatThrownBy(() -> read(MINIMAL + "qgate.links.alice-bob.lowest-version = 3"))
                .hasMessageContaining("outside 1 to 2");
    }

    @Test
    void readsWhatCarriesTheProtocol() throws Exception {
        assertThat(read(MINIMAL).links().get(0).endpoints().transport()).isEqualTo(Transport.UDP);
        assertThat(read(MINIMAL + "qgate.link-defaults.transport = tcp")
                        .links()
                        .get(0)
                        .endpoints()
                        .ports())
                .isEqualTo("TCP ports 5600 and 5601");
        assertThatThrownBy(() -> read(MINIMAL + "qgate.links.alice-bob {\n  transport = sctp\n}"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("agent.conf:15")
                .hasMessageContaining("'sctp' is none of udp, tcp");
    }

    @Test
    void readsHowPacketsAreMade() throws Exception {
        assertThat(read(MINIMAL).links().get(0).esp()).isEqualTo(EspOptions.STANDARD);
        EspOptions esp = read(MINIMAL + """
            qgate.links.alice-bob {
              extended-sequence-numbers = false
              dscp-outward = false, dscp-inward = true, ecn = false
              offload.device = eth0
            }
            """).links().get(0).esp();
        assertThat(esp)
                .isEqualTo(new EspOptions(
                        false,
                        new TrafficClassRules(false, true, false),
                        Optional.empty(),
                        Optional.of(new NicOffload("eth0", NicOffload.Mode.CRYPTO))));
        assertThat(read(MINIMAL + "qgate.links.alice-bob.udp-encapsulation { enabled = true, local-port = 4510 }")
                        .links()
                        .get(0)
                        .esp()
                        .encapsulation())
                .contains(new UdpEncapsulation(4510, 4500));
    }

    @Test
    void countsTo32BitsOverPfKeyAndTellsThePeerSo() throws Exception {
        String overPfKey = MINIMAL + "qgate.data-plane = pfkey\n";
        LinkConfiguration link = read(overPfKey).links().get(0);
        assertThat(link.esp().extendedSequenceNumbers()).isFalse();
        LinkConfiguration short32 = read(MINIMAL + "qgate.links.alice-bob.extended-sequence-numbers = false\n")
                .links()
                .get(0);
        assertThat(link.parameters().selectors())
                .isEqualTo(short32.parameters().selectors())
                .isNotEqualTo(read(MINIMAL).links().get(0).parameters().selectors());
        assertThatThrownBy(() -> read(overPfKey + "qgate.links.alice-bob.extended-sequence-numbers = true\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("use data-plane = xfrm, or false on both ends");
        assertThatThrownBy(() -> read(MINIMAL + "qgate.links.alice-bob.extended-sequence-numbers = 64\n"))
                .hasMessageContaining("none of auto, true, false");
    }

    @Test
    void takesLegacyCiphersOnlyWithPermission() throws Exception {
        String legacy = MINIMAL + "qgate.links.alice-bob.suite = triple-des-hmac-sha-256\n";
        assertThatThrownBy(() -> read(legacy))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("allow-legacy-ciphers = true on both ends");
        assertThat(read(legacy + "qgate.links.alice-bob.allow-legacy-ciphers = true")
                        .links()
                        .get(0)
                        .parameters()
                        .suite())
                .isEqualTo(Suite.TRIPLE_DES_HMAC_SHA_256);
    }

    @Test
    void readsAVirtualInterface() throws Exception {
        assertThat(read(MINIMAL).links().get(0).network().tunnelInterface()).isEmpty();
        LinkNetwork network = read(MINIMAL + """
                        qgate.links.alice-bob.interface {
                          name = qgate0, kind = xfrm, mtu = 1400, addresses = [ { address = "10.1.0.1/24" } ]
                        }
                        """).links().get(0).network();
        assertThat(network.tunnelInterface())
                .contains(new TunnelInterface(
                        "qgate0", TunnelInterface.Kind.XFRM, List.of(IpPrefix.parse("10.1.0.1/24")), 1400));
        assertThatThrownBy(() -> read(MINIMAL + "qgate.links.alice-bob.interface { name = \"no name\" }"))
                .hasMessageContaining("is no name of an interface");
        assertThatThrownBy(() -> read(MINIMAL + "qgate.links.alice-bob.interface { kind = gre }"))
                .hasMessageContaining("none of auto, xfrm, vti, dummy");
    }

    @ParameterizedTest
    @CsvSource({
        "offload { device = eth0/ mode = both }, none of crypto/ packet",
        "offload { device = eth0 }/ udp-encapsulation.enabled = true, no card takes ESP in UDP",
        "udp-encapsulation { enabled = true/ local-port = 0 }, outside 1 to 65535",
        "replay-window = none, not a whole number",
        "packet-rate = 0, outside 1 to",
    })
    void refusesPacketsThatCannotBeMade(String setting, String why) {
        assertThatThrownBy(() -> read(MINIMAL + "qgate.links.alice-bob { " + setting.replace('/', ',') + " }"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(why.replace('/', ','));
    }

    @ParameterizedTest
    @CsvSource({
        "20 ms, 50000, 2000",
        "1 ms, 50000, 100",
        "1 ms, 1000, 32",
        "54 s, 50000, 2500",
        "54 s, 1000000, 4096",
    })
    void sizesTheReplayWindowToPeriodAndRate(String period, int rate, int window) throws Exception {
        String settings = "qgate.links.alice-bob { period = " + period + ", packet-rate = " + rate + " }";
        assertThat(read(MINIMAL + settings).links().get(0).policies().replayWindowPackets())
                .isEqualTo(window);
    }

    @Test
    void letsTheAgentChooseTheDataPlaneUnlessTold() throws Exception {
        assertThat(read(MINIMAL).dataPlane()).isEqualTo(DataPlaneKind.AUTO);
        assertThat(read(MINIMAL).engine())
                .isEqualTo(new EngineConfiguration(
                        "qgate-engine", true, Path.of("/run/qgate/engine.pfkey"), "qg0", 1500, 0, 5600, 5600));
        AgentConfiguration told =
                read(MINIMAL + "qgate { data-plane = engine, engine { tun = qg7, start = false } }\n");
        assertThat(told.dataPlane()).isEqualTo(DataPlaneKind.ENGINE);
        assertThat(told.engine().tun()).isEqualTo("qg7");
        assertThat(told.engine().start()).isFalse();
    }

    @Test
    void refusesDataPlanesAndInterfacesThatThereAreNot() {
        assertThatThrownBy(() -> read(MINIMAL + "qgate.data-plane = dpdk\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("auto, xfrm, pfkey and engine");
        assertThatThrownBy(() -> read(MINIMAL + "qgate.engine.tun = \"a name that is too long\"\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tun");
        assertThatThrownBy(() -> read(MINIMAL + "qgate.engine.speed = 9\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("speed");
    }

    @Test
    void takesLinkDefaultsOfTheOperatorAndThenTheLinksOwn() throws Exception {
        AgentConfiguration agent = read(MINIMAL
                + "qgate.link-defaults { period = 25ms, suite = aes-ccm-128 }\n"
                + "qgate.links.alice-bob.period = 30ms\n");
        assertThat(agent.links().get(0).parameters().timers().periodNanos())
                .isEqualTo(TimeUnit.MILLISECONDS.toNanos(30));
        assertThat(agent.links().get(0).parameters().suite()).isEqualTo(Suite.AES_CCM_128);
    }

    @Test
    void readsAddressesAndRoutes() throws Exception {
        LinkNetwork network = read(MINIMAL
                        + "qgate.links.alice-bob.addresses = [ { device = lo, address = \"10.1.0.1/24\" } ]\n"
                        + "qgate.links.alice-bob.routes = [ { to = \"10.2.0.0/24\", via = \"192.0.2.2\" } ]\n")
                .links()
                .get(0)
                .network();
        assertThat(network.addresses()).containsExactly(new InterfaceAddress("lo", IpPrefix.parse("10.1.0.1/24")));
        assertThat(network.routes())
                .containsExactly(new TunnelRoute(
                        IpPrefix.parse("10.2.0.0/24"),
                        Optional.of(IpAddress.parse("192.0.2.2")),
                        Optional.empty(),
                        Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        qgate.links.alice-bob.perod = 20ms                  | perod is not a setting; known here are
        qgate.gatway = bob                                  | gatway is not a setting
        gateway = bob                                       | everything stands within qgate
        qgate.gateway = "A B"                               | gateway name 'A B'
        qgate.links.alice-bob.period = 100us                | period 100us is outside 1 ms to 54 s
        qgate.links.alice-bob.period = soon                 | 'soon' is not a duration such as 20ms
        qgate.links.alice-bob.peer = alice                  | 'alice' is this gateway itself
        qgate.links.alice-bob.suite = rot13                 | 'rot13' is none of aes-gcm-128
        qgate.links.alice-bob.peer-address = bob.example    | not an IP address: bob.example
        qgate.links.alice-bob.peer-address = "2001:db8::1"  | not of one family
        qgate.links.alice-bob.peer-address = "192.0.2.1"    | is local-address too
        qgate.links.alice-bob.hello-port = 5600             | the two must differ
        qgate.links.alice-bob.hello-port = 70000            | 70000 is outside 1 to 65535
        qgate.links.alice-bob.secret-file = true            | is not a text
        qgate.links.alice-bob.secret-file = secret          | 'secret' is not an absolute path
        qgate.links.alice-bob.selectors = []                | has 0 entries, allowed are 1 to 16
        qgate.links.alice-bob.selectors = [{local="10.1.0.1/24",remote="10.2.0.0/24"}] | write 10.1.0.0/24
        qgate.links.alice-bob.selectors = [{local="10.1.0.0/24"}] | remote is missing
        qgate.links.alice-bob.block-priority = 7            | must be a higher number than policy-priority 1000
        qgate.links.alice-bob.key-source.type = magic       | 'magic' is not known
        qgate.links.alice-bob.key-source.rate = 5           | '5' is not a rate such as 50 kbps
        qgate.links.alice-bob.key-source.accept-simulated-keys = false | not for production
        qgate.links.alice-bob = 5                           | must be a section in braces
        qgate.links.Bad_Name { peer = bob }                 | link name 'Bad_Name'
        qgate.ledger.files-max = 1                          | 1 is outside 2 to 1000
        qgate.ledger.file-bytes-max = 5 apples              | is not a size such as 16 MiB
        qgate.links.alice-bob.routes = [{to="10.2.0.0/24"}] | has neither via nor device
        qgate.control-socket = ${nothing}                   | nothing
        """)
    void saysFileLineAndProblem(String line, String problem) throws Exception {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> read(MINIMAL + line + "\n"));
        assertThat(refusal).as(line).isNotNull();
        assertThat(refusal.getMessage()).contains(problem).contains("agent.conf");
    }

    @Test
    void namesTheLineOfTheMistake() {
        assertThatThrownBy(() -> read(MINIMAL + "\nqgate.links.alice-bob.perod = 20ms\n"))
                .hasMessageContaining("agent.conf:15: qgate.links.alice-bob.perod");
    }

    @Test
    void saysWhichSettingIsMissing() {
        assertThatThrownBy(() -> read(MINIMAL.replace("peer = bob", "")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("qgate.links.alice-bob.peer is missing")
                .hasMessageContaining("agent.conf:");
        assertThatThrownBy(() -> read("")).hasMessageContaining("gateway is missing");
    }

    @Test
    void aGatewayMayBeginWithoutLinks() throws Exception {
        assertThat(read("qgate { gateway = alice }").links()).isEmpty();
    }

    @Test
    void saysThatTheFileIsMissingOrBroken() {
        assertThatThrownBy(() -> ConfigurationReader.read(directory.resolve("none.conf")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.conf");
        assertThatThrownBy(() -> read("qgate { gateway = \n alice \n links {"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("agent.conf");
    }

    @Test
    void refusesTwoLinksThatWouldMeetInTheKernel() {
        String second = MINIMAL.replace("gateway = alice", "").replace("alice-bob", "alice-carol");
        assertThatThrownBy(() -> read(MINIMAL + second)).hasMessageContaining("twice, here or with another link");
        assertThatThrownBy(() -> read(MINIMAL
                        + second.replace("10.2.0.0", "10.3.0.0")
                        + "qgate.links.alice-bob.reqid = 9\nqgate.links.alice-carol.reqid = 9\n"))
                .hasMessageContaining("9 is also that of link alice-bob");
        String third = second.replace("10.2.0.0", "10.3.0.0");
        assertThatThrownBy(() -> read(MINIMAL + third + "qgate.links.alice-carol.control-port = 5601\n"
                        + "qgate.links.alice-carol.hello-port = 5602\n"))
                .hasMessageContaining("5601 is the hello-port of link alice-bob");
        assertThatThrownBy(() -> read(MINIMAL + third + "qgate.links.alice-carol.control-port = 5602\n"
                        + "qgate.links.alice-carol.hello-port = 5600\n"))
                .hasMessageContaining("5600 is the control-port of link alice-bob");
    }

    @Test
    void neverFailsOtherwiseThanWithASentenceOnMutatedText() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder(MINIMAL);
            for (int change = 1 + random.nextInt(3); change > 0; change--) {
                text.setCharAt(random.nextInt(text.length()), "{}[]\"=,.: \n#5x$".charAt(random.nextInt(15)));
            }
            try {
                read(text.toString());
            } catch (ConfigurationException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ":\n" + text, e);
            }
        }
        assertThat(refused).as("seed %d", seed).isPositive();
    }
}
