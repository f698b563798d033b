package org.qgate.wbem.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricshub.wbem.javax.cim.CIMInstance;
import org.metricshub.wbem.javax.cim.CIMObjectPath;
import org.metricshub.wbem.javax.cim.UnsignedInteger32;
import org.metricshub.wbem.javax.wbem.client.EnumerateResponse;
import org.metricshub.wbem.javax.wbem.client.WBEMClient;
import org.qgate.wbem.fixture.TestSchema;
import org.qgate.wbem.fixture.TestServer;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.InstanceProvider;

/** Ten thousand instances, which the server makes only as fast as the client pulls them: its memory is bounded by a page. */
class ManyInstancesInteropTest {
    private static final int INSTANCES = 10_000;
    private static final int PAGE = 250;
    private static final UnsignedInteger32 TIMEOUT_SECONDS = new UnsignedInteger32(30);

    @TempDir
    private Path folder;

    /** Counts what it has made. */
    private static final class ManyGroups implements InstanceProvider {
        private final AtomicInteger made = new AtomicInteger();

        @Override
        public Stream<CimInstance> instances(Caller caller, String className) {
            return IntStream.range(0, INSTANCES).mapToObj(this::group);
        }

        private CimInstance group(int number) {
            made.incrementAndGet();
            String name = "group " + number;
            return CimInstance.builder("TST_Group")
                    .set("Name", name)
                    .build()
                    .withPath(CimObjectPath.of(
                            TestSchema.NAMESPACE, "TST_Group", new KeyBinding("Name", new CimString(name))));
        }
    }

    @Test
    void arePulledPageByPageAndMadeAsTheyArePulled() throws Exception {
        ManyGroups groups = new ManyGroups();
        try (TestServer server = TestServer.startWithGroups(folder, groups)) {
            JavaClient paths = new JavaClient("http", server.port());
            WBEMClient client = paths.connect("viewer", "viewer");
            CIMObjectPath all = paths.classPath("TST_Group");
            UnsignedInteger32 page = new UnsignedInteger32(PAGE);
            EnumerateResponse<CIMInstance> response =
                    client.enumerateInstances(all, true, false, null, null, null, TIMEOUT_SECONDS, false, page);
            Set<Object> names = new HashSet<>();
            takePage(response, groups, names);
            while (!response.isEnd()) {
                response = client.getInstancesWithPath(all, response.getContext(), page);
                takePage(response, groups, names);
            }
            client.close();
            assertThat(names).hasSize(INSTANCES);
            assertThat(server.enumerations().count()).isZero();
        }
    }

    private static void takePage(EnumerateResponse<CIMInstance> response, ManyGroups groups, Set<Object> names) {
        List<CIMInstance> page = JavaClient.all(response.getResponses());
        assertThat(page.size()).isLessThanOrEqualTo(PAGE);
        page.forEach(each -> names.add(String.valueOf(each.getPropertyValue("Name"))));
        // One more may have been looked at, to know whether this was the last page.
        assertThat(groups.made.get()).isBetween(names.size(), names.size() + 1);
    }
}
