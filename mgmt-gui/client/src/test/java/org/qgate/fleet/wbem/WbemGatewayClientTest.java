package org.qgate.fleet.wbem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qgate.fleet.fake.Samples;
import org.qgate.fleet.gateway.ChangeAction;
import org.qgate.fleet.gateway.GatewayClient;
import org.qgate.fleet.gateway.GatewayException;
import org.qgate.fleet.gateway.LockGrant;
import org.qgate.fleet.gateway.Refusal;
import org.qgate.fleet.inventory.InventoryGateway;
import org.qgate.fleet.inventory.PasswordSource;
import org.qgate.fleet.inventory.Passwords;
import org.qgate.fleet.inventory.TrustAnchor;
import org.qgate.fleet.link.ChangeDecision;
import org.qgate.fleet.link.ChangeStep;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.LinkSetting;

/** The adapter against a server that speaks CIM-XML over TLS; the real one is in the lab. */
class WbemGatewayClientTest {
    private static final String SERVICE_NAME = """
            <IRETURNVALUE><INSTANCENAME CLASSNAME="QGATE_LinkConfigurationService">
            <KEYBINDING NAME="Name"><KEYVALUE VALUETYPE="string" TYPE="string">links</KEYVALUE></KEYBINDING>
            </INSTANCENAME></IRETURNVALUE>""";
    private static final String CHANGE = """
            <INSTANCE CLASSNAME="QGATE_LinkChange">
            <PROPERTY NAME="LinkName" TYPE="string"><VALUE>alice-bob</VALUE></PROPERTY>
            <PROPERTY NAME="TransactionID" TYPE="string"><VALUE>00112233445566778899aabbccddeeff</VALUE></PROPERTY>
            <PROPERTY NAME="Owner" TYPE="string"><VALUE>anna</VALUE></PROPERTY>
            <PROPERTY NAME="Step" TYPE="uint16"><VALUE>2</VALUE></PROPERTY>
            <PROPERTY NAME="StepDone" TYPE="boolean"><VALUE>TRUE</VALUE></PROPERTY>
            <PROPERTY NAME="Decision" TYPE="uint16"><VALUE>2</VALUE></PROPERTY>
            <PROPERTY NAME="RemainingMillis" TYPE="uint64"><VALUE>59000</VALUE></PROPERTY>
            </INSTANCE>""";
    private static final String SETTING = """
            <INSTANCE CLASSNAME="QGATE_LinkSetting">
            <PROPERTY NAME="LinkName" TYPE="string"><VALUE>alice-bob</VALUE></PROPERTY>
            <PROPERTY NAME="PeerName" TYPE="string"><VALUE>bob</VALUE></PROPERTY>
            <PROPERTY NAME="Suite" TYPE="string"><VALUE>aes-gcm-256</VALUE></PROPERTY>
            <PROPERTY NAME="KeyPeriodMillis" TYPE="uint32"><VALUE>20</VALUE></PROPERTY>
            <PROPERTY NAME="Untold" TYPE="string"><VALUE>kept as it is</VALUE></PROPERTY>
            <PROPERTY.ARRAY NAME="LocalPrefixes" TYPE="string"><VALUE.ARRAY><VALUE>10.1.0.0/24</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>
            <PROPERTY.ARRAY NAME="RemotePrefixes" TYPE="string"><VALUE.ARRAY><VALUE>10.2.0.0/24</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>
            </INSTANCE>""";

    @TempDir
    private Path folder = Path.of("");

    private Optional<FakeWbemServer> started = Optional.empty();

    @BeforeEach
    void start() throws Exception {
        started = Optional.of(FakeWbemServer.start(folder, "ip:127.0.0.1"));
        server().answer(method -> switch (method) {
            case "EnumerateInstanceNames" -> SERVICE_NAME;
            case "LockLink" -> code(0) + out("Token", "uint64", "18446744073709551615") + embedded("Change", CHANGE);
            case "GetConfiguration" ->
                code(0)
                        + out("Generation", "uint64", "7")
                        + embeddedArray("Settings", SETTING)
                        + embeddedArray("Changes", CHANGE);
            case "ProveLink" -> code(4096) + embedded("Change", CHANGE.replace("TRUE", "FALSE"));
            case "ConfirmLink" -> code(32775) + out("Message", "string", "the change is over");
            default -> code(0) + embedded("Change", CHANGE);
        });
    }

    @AfterEach
    void stop() {
        started.ifPresent(FakeWbemServer::close);
    }

    private FakeWbemServer server() {
        return started.orElseThrow();
    }

    private static String code(long code) {
        return "<RETURNVALUE PARAMTYPE=\"uint32\"><VALUE>" + code + "</VALUE></RETURNVALUE>";
    }

    private static String out(String name, String type, String value) {
        return "<PARAMVALUE NAME=\"" + name + "\" PARAMTYPE=\"" + type + "\"><VALUE>" + value + "</VALUE></PARAMVALUE>";
    }

    private static String escaped(String instance) {
        return instance.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String embedded(String name, String instance) {
        return "<PARAMVALUE NAME=\"" + name + "\" PARAMTYPE=\"string\" EmbeddedObject=\"instance\"><VALUE>"
                + escaped(instance) + "</VALUE></PARAMVALUE>";
    }

    private static String embeddedArray(String name, String instance) {
        return "<PARAMVALUE NAME=\"" + name + "\" PARAMTYPE=\"string\" EmbeddedObject=\"instance\"><VALUE.ARRAY><VALUE>"
                + escaped(instance) + "</VALUE></VALUE.ARRAY></PARAMVALUE>";
    }

    private GatewayClient client(TrustAnchor trust, String password) throws GatewayException {
        return new WbemConnector(new Passwords(Map.of("PASSWORD", password)))
                .connect(new InventoryGateway(
                        "alice",
                        URI.create("https://127.0.0.1:" + server().port()),
                        "anna",
                        new PasswordSource.Environment("PASSWORD"),
                        trust,
                        Duration.ofSeconds(10)));
    }

    private GatewayClient pinned() throws Exception {
        return client(new TrustAnchor.Fingerprint(server().fingerprint()), "s3cret");
    }

    @Test
    void takesStepsAndReadsWhatComesBack() throws Exception {
        try (GatewayClient client = pinned()) {
            LockGrant grant = client.lock("alice-bob", "00112233445566778899aabbccddeeff", 7, Duration.ofSeconds(60));
            assertThat(Long.toUnsignedString(grant.token())).isEqualTo("18446744073709551615");
            assertThat(grant.change().step()).isEqualTo(ChangeStep.LOCKED);
            assertThat(grant.change().decision()).isEqualTo(ChangeDecision.UNDECIDED);
            assertThat(server().requests().get(1))
                    .contains("NAME=\"LockLink\"")
                    .contains("<VALUE>60</VALUE>")
                    .contains("<VALUE>7</VALUE>");
            assertThat(client.take(ChangeAction.PROVE, "alice-bob", grant.token())
                            .stepDone())
                    .isFalse();
            assertThat(server().requests().get(2)).contains("<VALUE>18446744073709551615</VALUE>");
            assertThat(client.commit("alice-bob", 1, Duration.ofSeconds(20)).stepDone())
                    .isTrue();
            assertThat(client.breakLock("alice-bob").owner()).isEqualTo("anna");
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(() -> client.take(ChangeAction.CONFIRM, "alice-bob", 1))
                    .withMessage("alice: the change is over")
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.TRANSACTION_ENDED));
        }
    }

    @Test
    void keepsWhatItDoesNotKnowOfASetting() throws Exception {
        LinkSetting wanted = Samples.definition("chacha20-poly1305", 100).settingOf("alice");
        try (GatewayClient client = pinned()) {
            GatewayConfiguration configuration = client.configuration();
            assertThat(configuration.generation()).isEqualTo(7);
            assertThat(configuration.setting("alice-bob").orElseThrow().selectors())
                    .isEqualTo(wanted.selectors());
            assertThat(configuration.change("alice-bob").orElseThrow().remainingMillis())
                    .isEqualTo(59_000);
            client.prepare("alice-bob", 1, Optional.of(wanted));
            assertThat(server().requests().get(server().requests().size() - 1))
                    .contains("NAME=\"PrepareLink\"")
                    .contains("kept as it is")
                    .contains("chacha20-poly1305")
                    .contains("10.2.0.0/24")
                    .doesNotContain("aes-gcm-256");
            client.prepare("alice-bob", 1, Optional.empty());
            assertThat(server().requests().get(server().requests().size() - 1)).doesNotContain("Setting");
        }
    }

    @Test
    void anAuthorityVouchesForTheHostsName() throws Exception {
        try (GatewayClient client = client(new TrustAnchor.Authority(server().pem(folder)), "s3cret")) {
            assertThat(client.configuration().generation()).isEqualTo(7);
        }
        server().close();
        started = Optional.of(FakeWbemServer.start(folder, "dns:bob.example"));
        notTrusted(new TrustAnchor.Authority(server().pem(folder)), "No subject alternative names");
    }

    @Test
    void nobodyElseIsAskedAnything() throws Exception {
        notTrusted(new TrustAnchor.Fingerprint("ab".repeat(32)), "the inventory says abab");
        notTrusted(new TrustAnchor.PublicAuthorities(), "alice is not trusted");
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> client(new TrustAnchor.Authority(folder.resolve("none.pem")), "s3cret"))
                .withMessageContaining("cannot be read");
    }

    private void notTrusted(TrustAnchor trust, String message) throws GatewayException {
        try (GatewayClient client = client(trust, "s3cret")) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(client::configuration)
                    .withMessageContaining(message)
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.NOT_TRUSTED));
        }
        assertThat(server().requests()).isEmpty();
    }

    @Test
    void tellsWrongPasswordsFromSilence() throws Exception {
        try (GatewayClient client = client(new TrustAnchor.Fingerprint(server().fingerprint()), "wrong")) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(client::configuration)
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.DENIED))
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("wrong"));
        }
        try (GatewayClient client = pinned()) {
            server().close();
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(client::configuration)
                    .satisfies(e -> assertThat(e.refusal()).isEqualTo(Refusal.UNREACHABLE))
                    .withMessageContaining("alice at https://127.0.0.1:");
        }
        assertThatExceptionOfType(GatewayException.class)
                .isThrownBy(() -> client(new TrustAnchor.PublicAuthorities(), ""))
                .withMessageContaining("no password");
    }

    @Test
    void readsNoFileThatAServerNames() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "TOPSECRET");
        String entity = "<!DOCTYPE CIM [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>";
        server().answer(method -> entity
                + FakeWbemServer.message("METHODRESPONSE", method, code(4) + out("Message", "string", "&x;"))
                        .replaceFirst("<\\?xml[^>]*\\?>", ""));
        try (GatewayClient client = pinned()) {
            assertThatExceptionOfType(GatewayException.class)
                    .isThrownBy(client::configuration)
                    .satisfies(e -> assertThat(e.toString()).doesNotContain("TOPSECRET"));
        }
    }

    @Test
    void readsTheStateOfGatewayAndLinks() throws Exception {
        server().answer(method -> """
                <IRETURNVALUE><VALUE.NAMEDINSTANCE>
                <INSTANCENAME CLASSNAME="QGATE_Any"><KEYBINDING NAME="Name"><KEYVALUE VALUETYPE="string">x</KEYVALUE></KEYBINDING></INSTANCENAME>
                <INSTANCE CLASSNAME="QGATE_Any">
                <PROPERTY NAME="ElementName" TYPE="string"><VALUE>alice-bob</VALUE></PROPERTY>
                <PROPERTY NAME="LinkState" TYPE="uint16"><VALUE>5</VALUE></PROPERTY>
                <PROPERTY NAME="MeanKeyPeriodMillis" TYPE="real64"><VALUE>20.5</VALUE></PROPERTY>
                <PROPERTY NAME="DataPlane" TYPE="string"><VALUE>xfrm</VALUE></PROPERTY>
                <PROPERTY.ARRAY NAME="OperationalStatus" TYPE="uint16"><VALUE.ARRAY><VALUE>13</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>
                <PROPERTY.ARRAY NAME="Warnings" TYPE="string"><VALUE.ARRAY><VALUE>simulated</VALUE></VALUE.ARRAY></PROPERTY.ARRAY>
                </INSTANCE></VALUE.NAMEDINSTANCE></IRETURNVALUE>""");
        try (GatewayClient client = pinned()) {
            var health = client.health();
            assertThat(health.agentAnswers()).isFalse();
            assertThat(health.dataPlane()).isEqualTo("xfrm");
            assertThat(health.warnings()).containsExactly("simulated");
            assertThat(health.links()).singleElement().satisfies(link -> {
                assertThat(link.state()).isEqualTo("holding");
                assertThat(link.meanPeriodMillis()).isEqualTo(20.5);
            });
        }
    }
}
