package org.qgate.wbem.cimxml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qgate.wbem.fixture.MemoryInstances;
import org.qgate.wbem.fixture.TestObjects;
import org.qgate.wbem.fixture.TestSchema;
import org.qgate.wbem.operation.EnumerationLimits;
import org.qgate.wbem.operation.EnumerationTable;
import org.qgate.wbem.operation.OperationDispatcher;
import org.qgate.wbem.operation.Requester;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.Schema;
import org.qgate.wbem.schema.SchemaRepository;
import org.qgate.wbem.security.AccessPolicy;
import org.qgate.wbem.security.Principal;

/**
 * Each {@code NAME.request.xml} of the test resources gets the answer of {@code NAME.response.xml}, byte by byte. Enumeration contexts, which
 * are random, stand as CONTEXT in the answers.
 */
class GoldenExchangeTest {
    private static final Path FOLDER = Path.of("src/test/resources/cimxml");
    private static final Requester ADMIN =
            new Requester(new Principal("admin", Role.ADMIN, Principal.Means.PASSWORD), "127.0.0.1");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".request.xml"))
                    .map(name -> name.substring(0, name.length() - ".request.xml".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void answersAsWritten(String name) throws Exception {
        byte[] message = Files.readAllBytes(FOLDER.resolve(name + ".request.xml"));
        CimRequest request = RequestReader.read(message, message.length);
        XmlBuffer out = new XmlBuffer(64, 1 << 20);
        ResponseWriter.write(request, dispatcher().handle(request, ADMIN), "test-host", out);
        String answer = new String(out.toByteArray(), StandardCharsets.UTF_8);
        assertThat(answer.replaceAll("[0-9a-f]{32}", "CONTEXT").replace("><", ">\n<"))
                .isEqualTo(Files.readString(FOLDER.resolve(name + ".response.xml")));
    }

    private static OperationDispatcher dispatcher() {
        Schema schema = TestSchema.schema();
        MemoryInstances instances = TestObjects.instances(schema);
        ProviderRegistry.Builder providers = ProviderRegistry.builder();
        for (String name : List.of("TST_Thing", "TST_SpecialThing", "TST_Group", "TST_Member")) {
            providers.instances(TestSchema.NAMESPACE, name, instances);
        }
        return new OperationDispatcher(new OperationDispatcher.Parts(
                new SchemaRepository(Map.of(TestSchema.NAMESPACE, schema)),
                Map.of(),
                providers
                        .methods(TestSchema.NAMESPACE, "TST_Thing", TestObjects.methods())
                        .build(),
                new AccessPolicy(List.of()),
                entry -> {},
                new EnumerationTable(
                        new EnumerationLimits(10, 10, 100, 30, 60), System::nanoTime, new SecureRandom())));
    }
}
