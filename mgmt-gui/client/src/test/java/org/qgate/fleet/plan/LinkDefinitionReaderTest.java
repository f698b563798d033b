package org.qgate.fleet.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.fleet.inventory.InventoryException;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.ChangeStep;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.LinkSetting;
import org.qgate.fleet.link.TrafficSelector;

class LinkDefinitionReaderTest {
    private static final String TEXT = """
            link {
              name = alice-bob
              addresses { alice = "192.0.2.1", bob = "192.0.2.2" }
              selectors = [ { alice = "10.1.0.0/24", bob = "10.2.0.0/24" } ]
              suite = aes-gcm-128
              period = 50 ms
              secret = alice-bob
              key-source { accept-simulated-keys = true, rate-bits-per-second = 20000 }
            }
            """;

    @TempDir
    private Path folder = Path.of("");

    private LinkDefinition read(String text) throws InventoryException, IOException {
        return LinkDefinitionReader.read(Files.writeString(folder.resolve("link.conf"), text));
    }

    @Test
    void bothEndsMirrorOneAnother() throws Exception {
        LinkDefinition definition = read(TEXT);
        LinkSetting alice = definition.settingOf("alice");
        LinkSetting bob = definition.settingOf("bob");
        assertThat(alice)
                .isEqualTo(new LinkSetting(
                        "alice-bob",
                        "bob",
                        "192.0.2.1",
                        "192.0.2.2",
                        5600,
                        5601,
                        "aes-gcm-128",
                        50,
                        "hold",
                        List.of(new TrafficSelector("10.1.0.0/24", "10.2.0.0/24")),
                        new LinkSetting.KeySource(true, 20_000),
                        "alice-bob"));
        assertThat(bob.localAddress()).isEqualTo(alice.peerAddress());
        assertThat(bob.selectors().get(0)).isEqualTo(alice.selectors().get(0).mirrored());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name = alice-bob | name = Alice | is not a name",
                "bob = \"192.0.2.2\" } | bob = \"192.0.2.1\" } | is the address of alice too",
                "bob = \"192.0.2.2\" } | bob = \"2001:db8::1\" } | another IP version",
                "bob = \"192.0.2.2\" } | bob = \"bob.example\" } | is not an IP address",
                "bob = \"192.0.2.2\" } | } | two gateways",
                "10.2.0.0/24 | 10.2.0.1/24 | bits set behind its length",
                "10.2.0.0/24 | 10.2.0.0/33 | no length of 0 to 32",
                "10.2.0.0/24 | 10.2.0.0 | is not a prefix",
                "10.2.0.0/24 | 2001:db8::/32 | another IP version",
                "period = 50 ms | period = 2 minutes | is outside 1 ms to 54000 ms",
                "period = 50 ms | periode = 50 ms | is not a setting",
                "suite = aes-gcm-128 | hello-port = 5600 | is the control port too",
                "suite = aes-gcm-128 | on-starvation = panic | must be hold, stretch or block",
                "suite = aes-gcm-128 | control-port = 0 | allowed are 1 to 65535",
                "secret = alice-bob | secret = \"../../etc/shadow\" | is not a name"
            })
    void saysWhatIsWrongAndWhere(String from, String to, String message) {
        assertThatExceptionOfType(InventoryException.class)
                .isThrownBy(() -> read(TEXT.replace(from.strip(), to.strip())))
                .withMessageContaining(message.strip())
                .withMessageContaining("link.conf:");
    }

    @Test
    void plansWhatDiffersAtEachEnd() throws Exception {
        LinkDefinition definition = read(TEXT);
        LinkDefinition before = read(TEXT.replace("50 ms", "20 ms").replace("aes-gcm-128", "aes-gcm-256"));
        ChangeStatus left = new ChangeStatus(
                "alice-bob",
                "00112233445566778899aabbccddeeff",
                "anna",
                ChangeStep.BLOCKED,
                true,
                ChangeDecision.UNDECIDED,
                5_000,
                Optional.empty());
        Plan plan = Planner.toDefinition(
                definition,
                Map.of(
                        "alice",
                        new GatewayConfiguration(3, List.of(before.settingOf("alice")), List.of(left)),
                        "bob",
                        new GatewayConfiguration(7, List.of(definition.settingOf("bob")), List.of(left))));
        assertThat(plan.kind()).isEqualTo(Plan.Kind.CHANGE);
        assertThat(plan.ends().get(0).differences())
                .containsExactly(
                        new Difference("suite", "aes-gcm-256", "aes-gcm-128"),
                        new Difference("period", "20 ms", "50 ms"));
        assertThat(plan.ends().get(1).differences()).isEmpty();
        assertThat(plan.leftovers())
                .singleElement()
                .satisfies(leftover -> assertThat(leftover.gateways()).containsExactlyInAnyOrder("alice", "bob"));
    }

    @Test
    void aSecretThatIsNotNamedStays() throws Exception {
        LinkSetting running = read(TEXT).settingOf("alice");
        LinkDefinition unnamed = read(TEXT.replace("secret = alice-bob", ""));
        Plan plan = Planner.toDefinition(
                unnamed,
                Map.of(
                        "alice",
                        new GatewayConfiguration(1, List.of(running), List.of()),
                        "bob",
                        new GatewayConfiguration(1, List.of(), List.of())));
        assertThat(plan.ends().get(0).differences()).isEmpty();
        assertThat(plan.ends().get(1).wanted().orElseThrow().secretName()).isEmpty();
    }

    @Test
    void findsTheTwoEndsOfALink() throws Exception {
        LinkDefinition definition = read(TEXT);
        GatewayConfiguration alice = new GatewayConfiguration(1, List.of(definition.settingOf("alice")), List.of());
        GatewayConfiguration none = new GatewayConfiguration(1, List.of(), List.of());
        assertThat(Planner.endsOf("alice-bob", Map.of("alice", alice, "carol", none)))
                .containsExactlyInAnyOrder("alice", "bob");
        assertThat(Planner.endsOf("other", Map.of("alice", alice))).isEmpty();
    }
}
