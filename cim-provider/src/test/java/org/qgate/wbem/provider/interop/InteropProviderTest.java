package org.qgate.wbem.provider.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.KeyBinding;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.provider.AssociationProvider;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.InstanceConformance;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.Schema;

class InteropProviderTest {
    private static final Caller ANYONE = new Caller("ann", Role.VIEWER);
    private static final CimObjectPath GATEWAY = CimObjectPath.of(
            "root/qgate",
            "QGATE_Gateway",
            new KeyBinding("CreationClassName", new CimString("QGATE_Gateway")),
            new KeyBinding("Name", new CimString("alice")));

    private static Map<String, Schema> schemas = Map.of();

    private final ProviderRegistry registry = registry();

    @BeforeAll
    static void compile() throws Exception {
        schemas = MofCompiler.compileProduct().schemas();
    }

    private static ProviderRegistry registry() {
        ProviderRegistry.Builder builder = ProviderRegistry.builder();
        new InteropProvider(
                        new ServerDescription(
                                "alice",
                                "0.1.0",
                                Instant.parse("2026-11-27T12:00:00Z"),
                                List.of("root/interop", "root/qgate"),
                                List.of("https://alice:5989", "http://127.0.0.1:5988"),
                                120),
                        GATEWAY)
                .register(builder);
        return builder.build();
    }

    private List<CimInstance> all(String namespace, String className) throws CimException {
        return registry.instances(namespace, className).isEmpty()
                ? List.of()
                : registry.instances(namespace, className)
                        .get()
                        .instances(ANYONE, className)
                        .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"root/interop", "root/qgate"})
    void everyInstanceKeepsToItsClass(String namespace) throws CimException {
        Schema schema = Objects.requireNonNull(schemas.get(namespace));
        int checked = 0;
        for (CimClass type : schema.classes()) {
            for (CimInstance instance : all(namespace, type.name())) {
                InstanceConformance.check(schema, instance);
                CimObjectPath path = Objects.requireNonNull(instance.path());
                assertThat(path.namespace()).isEqualTo(namespace);
                assertThat(registry.instances(namespace, type.name())
                                .orElseThrow()
                                .find(ANYONE, path))
                        .contains(instance);
                checked++;
            }
        }
        assertThat(checked).isPositive();
    }

    @Test
    void tellsClientsWhatTheyLookForFirst() throws CimException {
        List<CimInstance> managers = all("root/interop", "QGATE_ObjectManager");

        assertThat(managers).hasSize(1);
        assertThat(managers.get(0).string("Description").orElseThrow()).contains("version 0.1.0");
        assertThat(managers.get(0).string("SystemName")).contains("alice");
        assertThat(managers.get(0).string("ElementName")).isPresent();
        assertThat(all("root/interop", "QGATE_Namespace"))
                .extracting(namespace -> namespace.string("Name").orElse(""))
                .containsExactlyInAnyOrder("root/interop", "root/qgate");
        assertThat(all("root/interop", "QGATE_CIMXMLCommunicationMechanism")).hasSize(2);
    }

    @Test
    void profilesHaveOrganisationNameAndVersion() throws CimException {
        assertThat(all("root/interop", "QGATE_RegisteredProfile"))
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(profile -> {
                    assertThat(profile.value("RegisteredOrganization").orElseThrow())
                            .isInstanceOf(CimInteger.class);
                    assertThat(profile.string("RegisteredName")).isPresent();
                    assertThat(profile.string("RegisteredVersion").orElseThrow())
                            .matches("\\d+\\.\\d+\\.\\d+");
                });
    }

    @Test
    void theGatewaysProfileLeadsToThatOfItsMetrics() throws CimException {
        CimInstance tie = all("root/interop", "CIM_ReferencedProfile").get(0);
        List<CimInstance> profiles = all("root/interop", "QGATE_RegisteredProfile");

        assertThat(nameOf(tie.reference("Antecedent").orElseThrow(), profiles)).isEqualTo("DMTF Base Metrics 1.0.1");
        assertThat(nameOf(tie.reference("Dependent").orElseThrow(), profiles)).startsWith("QGate QKD IPsec Gateway");
    }

    private static String nameOf(CimObjectPath path, List<CimInstance> profiles) {
        CimInstance profile = profiles.stream()
                .filter(one -> path.equals(one.path()))
                .findFirst()
                .orElseThrow();
        return profile.string("OtherRegisteredOrganization").orElse("DMTF") + " "
                + profile.string("RegisteredName").orElseThrow() + " "
                + profile.string("RegisteredVersion").orElseThrow();
    }

    @Test
    void theGatewayLeadsToItsProfileFromBothNamespaces() throws CimException {
        for (String namespace : List.of("root/interop", "root/qgate")) {
            AssociationProvider provider = registry.associations(namespace, "CIM_ElementConformsToProfile")
                    .orElseThrow();
            assertThat(provider.references(ANYONE, "CIM_ElementConformsToProfile", GATEWAY))
                    .hasSize(1)
                    .allSatisfy(tie -> assertThat(tie.reference("ConformantStandard")
                                    .orElseThrow()
                                    .namespace())
                            .isEqualTo("root/interop"));
        }
    }

    @Test
    void associationsLeadToWhatIsThere() throws CimException {
        for (CimClass type : Objects.requireNonNull(schemas.get("root/interop")).classes()) {
            if (!type.isAssociation()) {
                continue;
            }
            for (CimInstance tie : all("root/interop", type.name())) {
                for (CimProperty end : tie.properties()) {
                    if (end.value() instanceof CimObjectPath path && !path.equals(GATEWAY)) {
                        assertThat(all("root/interop", path.className()))
                                .as(path.toString())
                                .anyMatch(instance -> path.equals(instance.path()));
                    }
                }
            }
        }
    }
}
