package org.qgate.wbem.indication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.qgate.wbem.indication.IndicationSchema.ADMIN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.schema.SchemaRepository;

class SubscriptionProviderTest {
    private static final SchemaRepository SCHEMAS = IndicationSchema.schemas();
    private static final String QUERY = "SELECT * FROM CIM_AlertIndication";

    @TempDir
    private Path folder;

    private Path file = Path.of("/nowhere");
    private SubscriptionProvider provider = providerOver(Path.of("/nonexistent"));

    @BeforeEach
    void open() {
        file = folder.resolve("subscriptions.xml");
        provider = providerOver(file);
    }

    private static SubscriptionProvider providerOver(Path file) {
        try {
            return new SubscriptionProvider(
                    new SubscriptionStore(file, IndicationSchema.INTEROP),
                    SCHEMAS,
                    AllowedAddresses.parse(List.of("127.0.0.0/8")),
                    IndicationSchema.LIMITS,
                    "alice",
                    Clock.systemUTC());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuses(CimStatus status, CimInstance instance) {
        assertThatExceptionOfType(CimException.class)
                .isThrownBy(() -> provider.create(ADMIN, instance))
                .satisfies(e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void keepsSubscriptionsOverARestart() throws Exception {
        CimObjectPath path =
                IndicationSchema.subscribe(provider, "http://127.0.0.1:5990/in?x=1&y=<2>".replace("<2>", "2"), QUERY);
        SubscriptionProvider restarted = providerOver(file);
        assertThat(restarted.find(ADMIN, path)).isPresent().isEqualTo(provider.find(ADMIN, path));
        for (String name : SubscriptionClasses.ALL) {
            assertThat(restarted.instances(ADMIN, name))
                    .hasSize(1)
                    .containsExactlyElementsOf(provider.instances(ADMIN, name).toList());
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void fillsInTheKeysThatAClientLeavesOut() throws Exception {
        CimObjectPath path = provider.create(ADMIN, IndicationSchema.filter("mine", QUERY));
        assertThat(path)
                .hasToString("root/interop:CIM_IndicationFilter.SystemCreationClassName=\"CIM_ComputerSystem\","
                        + "SystemName=\"alice\",CreationClassName=\"CIM_IndicationFilter\",Name=\"mine\"");
        refuses(CimStatus.ALREADY_EXISTS, IndicationSchema.filter("mine", QUERY));
    }

    @Test
    void refusesFiltersThatItCannotServe() {
        refuses(CimStatus.INVALID_QUERY, IndicationSchema.filter("a", "SELECT nonsense"));
        refuses(
                CimStatus.QUERY_LANGUAGE_NOT_SUPPORTED,
                CimInstance.builder("CIM_IndicationFilter")
                        .set("Query", QUERY)
                        .set("QueryLanguage", "SQL")
                        .build());
        refuses(
                CimStatus.INVALID_PARAMETER,
                CimInstance.builder("CIM_IndicationFilter")
                        .set("Query", QUERY)
                        .set("QueryLanguage", "WQL")
                        .set("SourceNamespace", "root/elsewhere")
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1:5990/",
                "http://169.254.169.254/latest",
                "ftp://127.0.0.1/",
                "http://user@127.0.0.1/",
                "http:///nohost",
                "http://127.0.0.1:99999/",
                "nonsense",
                "http://127.0.0.1/#fragment"
            })
    void refusesDestinationsThatMayNotBeConnectedTo(String url) {
        refuses(CimStatus.INVALID_PARAMETER, IndicationSchema.destination("d", url));
    }

    @Test
    void deletesNothingThatIsInUse() throws Exception {
        CimObjectPath path = IndicationSchema.subscribe(provider, "http://127.0.0.1:5990/", QUERY);
        CimObjectPath filter =
                provider.find(ADMIN, path).orElseThrow().reference("Filter").orElseThrow();
        assertThatExceptionOfType(CimException.class)
                .isThrownBy(() -> provider.delete(ADMIN, filter))
                .satisfies(e -> assertThat(e.status()).isEqualTo(CimStatus.FAILED));
        provider.delete(ADMIN, path);
        provider.delete(ADMIN, filter);
        assertThat(provider.instances(ADMIN, SubscriptionClasses.FILTER)).isEmpty();
    }

    @Test
    void refusesMoreThanItsBound() throws Exception {
        for (int count = 0; count < IndicationSchema.LIMITS.subscriptionsMax(); count++) {
            provider.create(ADMIN, IndicationSchema.filter("f" + count, QUERY));
        }
        refuses(CimStatus.SERVER_LIMITS_EXCEEDED, IndicationSchema.filter("one more", QUERY));
    }

    @Test
    void saysWhatIsWrongWithAFileThatIsDamaged() throws Exception {
        Files.writeString(file, "<INSTANCES><VALUE.NAMEDINSTANCE>");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new SubscriptionStore(file, IndicationSchema.INTEROP))
                .withMessageContaining("subscriptions.xml cannot be read");
    }
}
