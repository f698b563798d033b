package org.qgate.wbem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.qgate.wbem.fixture.TestServer;
import org.qgate.wbem.provider.gateway.FakeAgent;
import org.qgate.wbem.provider.gateway.GatewayProvider;

/** Clients that know the DMTF's metrics and nothing of QGate. */
class MetricsInteropTest {
    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.startProduct(
                folder, new GatewayProvider(new FakeAgent(), "alice", InstantSource.system(), System::nanoTime));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static List<String> wbemcli(String... arguments) throws Exception {
        Wbemcli.Ended ended = Wbemcli.run(arguments);
        assertThat(ended.error()).isEmpty();
        return ended.lines();
    }

    @Test
    void wbemcliFindsTheValuesOfALinkAndWhatTheyMean() throws Exception {
        String base = "http://viewer:viewer@127.0.0.1:" + server.port();
        String link = wbemcli("ein", base + "/root/qgate:CIM_ProtocolEndpoint").stream()
                .filter(path -> path.contains("QGATE_Link.") && path.contains("\"ab\""))
                .findFirst()
                .orElseThrow();
        String path = base + link.substring(link.indexOf("/root/"));

        assertThat(wbemcli("ai", "-ac", "CIM_MetricForME", path))
                .hasSize(8)
                .anyMatch(line -> line.contains("BreakdownValue=\"outbound\"") && line.contains("MetricValue="));
        assertThat(wbemcli("ain", "-ac", "CIM_MetricDefForME", "-arc", "CIM_BaseMetricDefinition", path))
                .hasSize(3);
    }

    @Test
    void theJavaClientGoesFromAMetricToItsValues() throws Exception {
        JavaClient paths = new JavaClient("http", server.port(), "root/qgate");
        WBEMClient client = paths.connect("viewer", "viewer");
        try {
            CIMInstance level = JavaClient.all(client.enumerateInstances(
                            paths.classPath("CIM_BaseMetricDefinition"), true, false, false, null))
                    .stream()
                    .filter(one -> "PoolLevel".equals(one.getPropertyValue("Name")))
                    .findFirst()
                    .orElseThrow();
            assertThat(level.getPropertyValue("ProgrammaticUnits")).isEqualTo("bit");

            List<CIMInstance> values = JavaClient.all(client.associatorInstances(
                    level.getObjectPath(), "CIM_MetricInstance", null, "Antecedent", "Dependent", false, null));
            assertThat(values)
                    .extracting(value -> value.getPropertyValue("MetricValue"))
                    .containsExactly("1000000", "1000000");
            List<CIMObjectPath> measured = JavaClient.all(client.associatorNames(
                    values.get(0).getObjectPath(), "CIM_MetricForME", "CIM_ManagedElement", null, null));
            assertThat(measured)
                    .singleElement()
                    .satisfies(pool -> assertThat(pool.getObjectName()).isEqualTo("QGATE_KeyPool"));
        } finally {
            client.close();
        }
    }
}
