package org.qgate.wbem.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricshub.wbem.javax.cim.CIMArgument;
import org.metricshub.wbem.javax.cim.CIMDataType;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.CIMProperty;
import org.metricshub.wbem.javax.cim.UnsignedInteger16;
import org.metricshub.wbem.javax.cim.UnsignedInteger32;
import org.metricshub.wbem.javax.cim.UnsignedInteger64;
import org.metricshub.wbem.javax.wbem.WBEMException;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.qgate.wbem.fixture.TestServer;
import org.qgate.wbem.provider.gateway.ControlSocketAgent;
import org.qgate.wbem.provider.gateway.FakeAgent;
import org.qgate.wbem.provider.gateway.GatewayProvider;
import org.qgate.wbem.provider.gateway.ScriptedAgent;

/** A link is changed by clients that nobody here wrote, through the server, at an agent that speaks the control contract. */
class LinkConfigurationInteropTest {
    private static final String SERVICE = "QGATE_LinkConfigurationService";
    private static final Pattern TOKEN = Pattern.compile("Token \\(uint64\\): ([0-9]+)");

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private String base = "";
    private String certificate = "";
    private JavaClient paths = new JavaClient("http", 0);
    private CIMObjectPath service = paths.classPath("");

    @BeforeEach
    void start() throws Exception {
        ScriptedAgent agent = keep(ScriptedAgent.answering(new FakeAgent()));
        ControlSocketAgent socket = keep(new ControlSocketAgent(agent.path(), Duration.ofSeconds(20)));
        TestServer server = keep(TestServer.startProduct(
                folder, new GatewayProvider(socket, "alice", InstantSource.system(), System::nanoTime)));
        base = "https://operator:operator@127.0.0.1:" + server.securePort() + "/root/qgate";
        certificate = folder.resolve("server.crt").toString();
        paths = new JavaClient("http", server.port(), "root/qgate");
        try (Closing client = connect("viewer")) {
            service = JavaClient.all(client.of().enumerateInstanceNames(paths.classPath(SERVICE)))
                    .get(0);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (int last = open.size() - 1; last >= 0; last--) {
            open.get(last).close();
        }
    }

    private <T extends AutoCloseable> T keep(T one) {
        open.add(one);
        return one;
    }

    private record Closing(WBEMClient of) implements AutoCloseable {
        @Override
        public void close() {
            of.close();
        }
    }

    private Closing connect(String user) throws WBEMException {
        return new Closing(paths.connect(user, user));
    }

    private List<String> wbemcli(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-cacert", certificate));
        all.addAll(List.of(arguments));
        Wbemcli.Ended ended = Wbemcli.run(all.toArray(String[]::new));
        assertThat(ended.error()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        return ended.lines();
    }

    private String call(String method) throws Exception {
        String path = wbemcli("ein", base + ":" + SERVICE).get(0);
        return String.join(" ", wbemcli("cm", base + path.substring(path.indexOf(":QGATE_")), method));
    }

    @Test
    void wbemcliRemovesALink() throws Exception {
        assertThat(wbemcli("ein", base + ":QGATE_LinkSetting")).hasSize(2);
        assertThat(call("LockLink.LinkName=\"ab\",TransactionID=\"t-1\",Generation=3,TimeoutSeconds=60"))
                .contains("LockLink: 32768", "generation 4");
        String locked = call("LockLink.LinkName=\"ab\",TransactionID=\"t-1\",Generation=4,TimeoutSeconds=60");
        assertThat(locked).contains("LockLink: 0");
        Matcher token = TOKEN.matcher(locked);
        assertThat(token.find()).as(locked).isTrue();
        String rest = ".LinkName=\"ab\",Token=" + token.group(1);

        assertThat(call("PrepareLink" + rest)).contains("PrepareLink: 0");
        assertThat(call("BlockTraffic" + rest)).contains("BlockTraffic: 0");
        assertThat(call("InstallInbound" + rest)).contains("InstallInbound: 4096");
        assertThat(wbemcli("-nl", "ei", base + ":QGATE_LinkChange"))
                .contains("-TransactionID=\"t-1\"", "-Owner=\"operator\"", "-Step=5", "-StepDone=false");
        assertThat(call("InstallOutbound" + rest)).contains("InstallOutbound: 0");
        assertThat(call("ProveLink" + rest)).contains("ProveLink: 0");
        assertThat(call("CommitLink" + rest + ",ConfirmTimeoutSeconds=30")).contains("CommitLink: 0");
        assertThat(call("ConfirmLink" + rest)).contains("ConfirmLink: 0");

        assertThat(wbemcli("ein", base + ":QGATE_LinkSetting"))
                .singleElement()
                .satisfies(path -> assertThat(path).contains("LinkSetting:ac"));
    }

    @Test
    void theJavaClientChangesALink() throws Exception {
        try (Closing client = connect("operator")) {
            CIMInstance running =
                    instances(configuration(client.of()), "Settings").get(0);
            assertThat(running.getPropertyValue("Suite")).isEqualTo("aes-gcm-256");
            CIMArgument<?>[] locked = call(
                    client.of(),
                    "LockLink",
                    0,
                    text("LinkName", "ab"),
                    text("TransactionID", "t-2"),
                    uint64("Generation", 4),
                    uint32("TimeoutSeconds", 60));
            CIMArgument<?> token = uint64("Token", ((UnsignedInteger64) value(locked, "Token")).longValue());
            CIMArgument<?> link = text("LinkName", "ab");
            CIMInstance wanted = with(running, "Suite", "aes-gcm-128");

            call(client.of(), "PrepareLink", 0, link, token, embedded("Setting", wanted));
            call(client.of(), "BlockTraffic", 0, link, token);
            CIMArgument<?>[] begun = call(client.of(), "InstallInbound", 4_096, link, token);
            assertThat(((CIMInstance) value(begun, "Change")).getPropertyValue("Step"))
                    .isEqualTo(new UnsignedInteger16(5));
            call(client.of(), "InstallOutbound", 0, link, token);
            call(client.of(), "ProveLink", 0, link, token);
            call(client.of(), "CommitLink", 0, link, token, uint32("ConfirmTimeoutSeconds", 30));
            call(client.of(), "ConfirmLink", 0, link, token);

            CIMArgument<?>[] now = configuration(client.of());
            assertThat(value(now, "Generation")).isEqualTo(new UnsignedInteger64(java.math.BigInteger.valueOf(5)));
            CIMInstance changed = instances(now, "Settings").get(1);
            assertThat(changed.getPropertyValue("LinkName")).isEqualTo("ab");
            assertThat(changed.getPropertyValue("Suite")).isEqualTo("aes-gcm-128");
            assertThat((Object[]) changed.getPropertyValue("LocalPrefixes"))
                    .containsExactly("10.1.0.0/16", "2001:db8:1::/48");
            assertThat(instances(now, "Changes").get(0).getPropertyValue("Decision"))
                    .isEqualTo(new UnsignedInteger16(3));
        }
    }

    @Test
    void aViewerReadsTheConfigurationAndChangesNothing() throws Exception {
        try (Closing client = connect("viewer")) {
            assertThat(instances(configuration(client.of()), "Settings")).hasSize(2);
            assertThatExceptionOfType(WBEMException.class)
                    .isThrownBy(() -> call(
                            client.of(),
                            "LockLink",
                            0,
                            text("LinkName", "ab"),
                            text("TransactionID", "t-3"),
                            uint64("Generation", 4),
                            uint32("TimeoutSeconds", 60)))
                    .satisfies(e -> assertThat(e.getID()).isEqualTo(WBEMException.CIM_ERR_ACCESS_DENIED));
        }
    }

    private CIMArgument<?>[] configuration(WBEMClient client) throws WBEMException {
        return call(client, "GetConfiguration", 0);
    }

    private CIMArgument<?>[] call(WBEMClient client, String method, long code, CIMArgument<?>... in)
            throws WBEMException {
        CIMArgument<?>[] out = new CIMArgument<?>[8];
        assertThat(client.invokeMethod(service, method, in, out)).isEqualTo(new UnsignedInteger32(code));
        return out;
    }

    private static Object value(@Nullable CIMArgument<?>[] out, String name) {
        return Stream.of(out)
                .filter(argument -> argument != null && argument.getName().equals(name))
                .map(argument -> Objects.requireNonNull(argument).getValue())
                .findFirst()
                .orElseThrow();
    }

    private static List<CIMInstance> instances(@Nullable CIMArgument<?>[] out, String name) {
        return Stream.of((Object[]) value(out, name))
                .map(CIMInstance.class::cast)
                .toList();
    }

    private CIMInstance with(CIMInstance instance, String name, String value) {
        CIMProperty<?>[] properties = Stream.of(instance.getProperties())
                .map(property -> property.getName().equals(name)
                        ? new CIMProperty<>(name, CIMDataType.STRING_T, value)
                        : property)
                .toArray(CIMProperty<?>[]::new);
        return new CIMInstance(paths.classPath("QGATE_LinkSetting"), properties);
    }

    private static CIMArgument<?> text(String name, String value) {
        return new CIMArgument<>(name, CIMDataType.STRING_T, value);
    }

    private static CIMArgument<?> uint32(String name, long value) {
        return new CIMArgument<>(name, CIMDataType.UINT32_T, new UnsignedInteger32(value));
    }

    private static CIMArgument<?> uint64(String name, long value) {
        return new CIMArgument<>(
                name, CIMDataType.UINT64_T, new UnsignedInteger64(java.math.BigInteger.valueOf(value)));
    }

    private static CIMArgument<?> embedded(String name, CIMInstance value) {
        return new CIMArgument<>(name, CIMDataType.OBJECT_T, value);
    }
}
