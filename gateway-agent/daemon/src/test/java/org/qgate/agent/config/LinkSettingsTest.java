package org.qgate.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.control.LinkConfiguration.Address;
import org.qgate.control.LinkConfiguration.Interface;
import org.qgate.control.LinkConfiguration.Route;
import org.qgate.control.LinkConfiguration.UdpPorts;
import org.qgate.control.SelectorStatus;
import org.qgate.core.model.Suite;

class LinkSettingsTest {
    @TempDir
    Path directory;

    private AgentConfiguration agent;

    @BeforeEach
    void read() throws Exception {
        agent = ConfigurationReader.read(Files.writeString(directory.resolve("agent.conf"), """
                qgate {
                  gateway = alice
                  secrets-directory = "/etc/qgate/secrets"
                  link-defaults { suite = aes-gcm-128, packet-rate = 1000, keepalive = 400 ms }
                  links {
                    alice-bob {
                      peer = bob
                      local-address = "192.0.2.1"
                      peer-address = "192.0.2.2"
                      secret-file = "/etc/qgate/secret"
                      reqid = 4711
                      udp-encapsulation { enabled = true, local-port = 4500, peer-port = 4501 }
                      interface { name = qgate0, kind = dummy, mtu = 1400, addresses = [ { address = "10.1.0.1/24" } ] }
                      addresses = [ { device = lo, address = "10.1.0.9/32" } ]
                      routes = [ { to = "10.2.0.0/24", via = "192.0.2.2" } ]
                      selectors = [ { local = "10.1.0.0/24", remote = "10.2.0.0/24" } ]
                      key-source { type = simulated, accept-simulated-keys = true, seed-file = "/etc/qgate/seed" }
                    }
                  }
                }
                """));
    }

    private static org.qgate.control.LinkConfiguration carol(String local, String secretName) {
        return new org.qgate.control.LinkConfiguration(
                "alice-carol",
                "carol",
                local,
                "192.0.2.3",
                5600,
                5601,
                "aes-gcm-128",
                25,
                "stretch",
                List.of(new SelectorStatus("10.1.0.0/24", "10.3.0.0/24")),
                Optional.of(new Interface("qgate1", "xfrm", List.of("10.1.0.2/24"), 0)),
                List.of(new Address("lo", "10.1.0.8/32")),
                List.of(new Route("10.3.0.0/24", Optional.empty(), Optional.of("qgate1"), Optional.of("10.1.0.2"))),
                Optional.of(new UdpPorts(4510, 4511)),
                true,
                64_000,
                secretName);
    }

    @Test
    void describesALinkOfTheFileSoThatItIsReadTheSame() throws Exception {
        LinkConfiguration ofFile = agent.links().get(0);
        org.qgate.control.LinkConfiguration described = agent.settings().describe(ofFile);
        assertThat(described.secretName()).isEmpty();
        assertThat(agent.settings().read(described, List.of())).isEqualTo(ofFile);
    }

    @Test
    void aNewLinkHasTheDefaultsAndItsFilesInTheSecretsDirectory() throws Exception {
        LinkConfiguration link = agent.settings().read(carol("192.0.2.1", "c-1"), agent.links());
        assertThat(link.secretFile()).isEqualTo(Path.of("/etc/qgate/secrets/c-1.secret"));
        assertThat(link.keySource().seedFile()).isEqualTo(Path.of("/etc/qgate/secrets/c-1.seed"));
        assertThat(link.keySource().bitsPerSecond()).isEqualTo(64_000);
        assertThat(link.parameters().suite()).isEqualTo(Suite.AES_GCM_128);
        assertThat(link.parameters().timers().keepaliveNanos()).isEqualTo(400_000_000);
        assertThat(agent.settings().describe(link)).isEqualTo(carol("192.0.2.1", "c-1"));
    }

    @Test
    void linksWithoutASuiteOfTheirsHaveTheUsualOne() {
        assertThat(agent.settings().usualSuite()).isEqualTo(Suite.AES_GCM_128);
    }

    @Test
    void withoutANameOfASecretItIsThatOfTheLink() throws Exception {
        LinkConfiguration link = agent.settings().read(carol("192.0.2.1", ""), agent.links());
        assertThat(link.secretFile()).isEqualTo(Path.of("/etc/qgate/secrets/alice-carol.secret"));
    }

    @Test
    void refusesWhatTheFileWouldBeRefusedFor() {
        assertThatThrownBy(() -> agent.settings().read(carol("192.0.2.3", "c"), agent.links()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("alice-carol.peer-address");
        assertThatThrownBy(() -> agent.settings().read(carol("192.0.2.1", "../../etc/shadow"), agent.links()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no name of a secret");
    }
}
