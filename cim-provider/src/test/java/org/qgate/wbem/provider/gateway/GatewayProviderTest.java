package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeCommand;
import org.qgate.control.ControlCommand;
import org.qgate.control.LinkState;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.InstanceConformance;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.Schema;

class GatewayProviderTest {
    private static final Caller ANYONE = new Caller("ann", Role.VIEWER);
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final GatewayNames NAMES = new GatewayNames("alice");
    private static final List<String> CLASSES =
            new GatewayPicture(NAMES, new AgentReading(java.util.Optional.empty(), false, "")).classes();

    private static Schema schema = Schema.empty();

    private final FakeAgent agent = new FakeAgent();
    private final AtomicLong nanos = new AtomicLong();
    private final GatewayProvider provider = new GatewayProvider(agent, "alice", () -> NOON, nanos::get);

    @BeforeAll
    static void compile() throws Exception {
        schema = Objects.requireNonNull(MofCompiler.compileProduct().schemas().get("root/qgate"));
    }

    private List<CimInstance> all(String className) {
        return provider.instances(ANYONE, className).toList();
    }

    private CimInstance only(CimObjectPath path) {
        return provider.find(ANYONE, path).orElseThrow();
    }

    private void later(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void everyInstanceKeepsToItsClass() {
        for (String className : CLASSES) {
            List<CimInstance> instances = all(className);
            assertThat(instances).as(className).isNotEmpty();
            instances.forEach(instance -> InstanceConformance.check(schema, instance));
        }
    }

    @Test
    void everyClassOfTheProductHasAProviderOrIsAnIndication() {
        ProviderRegistry.Builder builder = ProviderRegistry.builder();
        provider.register(builder);
        ProviderRegistry registry = builder.build();

        schema.classes().stream()
                .filter(type -> type.name().startsWith("QGATE_") && !type.isIndication())
                .forEach(type -> assertThat(registry.instances("root/qgate", type.name()))
                        .as(type.name())
                        .isPresent());
        assertThat(registry.associations("ROOT/qgate", "cim_hostedservice")).isPresent();
        assertThat(registry.methods("root/qgate", "QGATE_Link")).isPresent();
        assertThat(registry.methods("root/interop", "QGATE_Link")).isEmpty();
    }

    @Test
    void everyInstanceIsFoundByItsPathAndOnce() {
        Set<CimObjectPath> seen = new HashSet<>();
        for (String className : CLASSES) {
            for (CimInstance instance : all(className)) {
                CimObjectPath path = Objects.requireNonNull(instance.path());
                assertThat(seen.add(path)).as(path.toString()).isTrue();
                assertThat(provider.find(ANYONE, path)).contains(instance);
            }
        }
    }

    @Test
    void associationsTieTogetherWhatIsThereAndFitsTheirReferences() {
        for (String className : GatewayPicture.associationClasses()) {
            for (CimInstance tie : all(className)) {
                for (CimProperty reference : tie.properties()) {
                    if (reference.value() instanceof CimObjectPath end) {
                        assertThat(provider.find(ANYONE, end))
                                .as(tie.path() + " leads nowhere")
                                .isPresent();
                        String wanted = Objects.requireNonNull(schema.findClass(className)
                                .orElseThrow()
                                .property(reference.name())
                                .orElseThrow()
                                .type()
                                .referenceClass());
                        assertThat(schema.isSubclass(end.className(), wanted))
                                .as("%s of %s is a %s", reference.name(), className, wanted)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void theWholeModelIsWalkedFromTheGateway() {
        Set<CimObjectPath> reached = new HashSet<>();
        Deque<CimObjectPath> next = new ArrayDeque<>(List.of(NAMES.gateway()));
        while (!next.isEmpty()) {
            CimObjectPath here = next.pop();
            if (reached.add(here)) {
                for (String className : GatewayPicture.associationClasses()) {
                    provider.references(ANYONE, className, here.onHost("alice"))
                            .flatMap(tie -> tie.properties().stream())
                            .forEach(property -> {
                                if (property.value() instanceof CimObjectPath end) {
                                    next.add(end);
                                }
                            });
                }
            }
        }
        List<CimObjectPath> missed = new ArrayList<>();
        for (String className : CLASSES) {
            if (!GatewayPicture.associationClasses().contains(className)) {
                all(className).stream()
                        .map(instance -> Objects.requireNonNull(instance.path()))
                        .filter(path -> !reached.contains(path))
                        .forEach(missed::add);
            }
        }

        assertThat(missed).isEmpty();
    }

    @Test
    void valuesChangeBetweenReadsAndNoOftenerThanTheAgentIsAsked() {
        CimObjectPath gateway = NAMES.gateway();
        assertThat(only(gateway).value("UptimeMillis")).contains(CimInteger.uint64(60_000));
        agent.uptimeMillis += 300;
        later(GatewayProvider.SNAPSHOT_AGE_MAX);
        assertThat(only(gateway).value("UptimeMillis")).contains(CimInteger.uint64(60_000));
        later(Duration.ofMillis(1));

        assertThat(only(gateway).value("UptimeMillis")).contains(CimInteger.uint64(60_300));
        for (int i = 0; i < 100; i++) {
            all("QGATE_Link");
            all("CIM_BindsTo");
        }
        assertThat(agent.count(ControlCommand.Status.class)).isEqualTo(2);
        assertThat(agent.count(ControlCommand.Link.class)).isEqualTo(2);
    }

    @Test
    void anAgentThatStartedAgainIsAskedForItsSelectorsAgain() {
        all("QGATE_Link");
        agent.uptimeMillis = 10;
        later(Duration.ofSeconds(1));
        all("QGATE_Link");

        assertThat(agent.count(ControlCommand.Link.class)).isEqualTo(4);
    }

    @Test
    void selectorsAreAskedForAgainWhenTheConfigurationChanged() throws Exception {
        all("QGATE_Link");
        agent.execute(new ChangeCommand.Lock("ab", "t-1", 4, "otto", 60_000));
        agent.execute(new ChangeCommand.Confirm("ab", 9));
        later(Duration.ofSeconds(1));
        all("QGATE_Link");

        assertThat(agent.count(ControlCommand.Link.class)).isEqualTo(4);
    }

    @Test
    void anAgentNeverReachedLeavesTheGatewayAndItsServices() {
        agent.silent = "no agent can be reached";

        CimInstance gateway = only(NAMES.gateway());
        assertThat(gateway.value("OperationalStatus")).contains(CimArray.ofUint16(13));
        assertThat(String.valueOf(gateway.value("StatusDescriptions"))).contains("no agent can be reached");
        assertThat(gateway.value("AgentVersion")).isEmpty();
        assertThat(all("QGATE_Link")).isEmpty();
        assertThat(all("CIM_HostedService")).hasSize(3);
        for (String className : CLASSES) {
            all(className).forEach(instance -> InstanceConformance.check(schema, instance));
        }
        assertThat(agent.asked).hasSize(1);
    }

    @Test
    void anAgentLostLeavesTheLastPictureOutOfContact() {
        all("QGATE_Link");
        agent.silent = "gone";
        later(Duration.ofSeconds(1));

        assertThat(all("QGATE_Link")).hasSize(2).allSatisfy(link -> {
            assertThat(link.value("OperationalStatus")).contains(CimArray.ofUint16(13));
            assertThat(link.value("LinkState")).contains(CimInteger.uint16(0));
            assertThat(link.value("CommunicationStatus")).contains(CimInteger.uint16(3));
        });
        int asked = agent.asked.size();
        later(GatewayProvider.PAUSE_AFTER_FAILURE);
        all("QGATE_Link");
        assertThat(agent.asked).hasSize(asked);
        agent.silent = null;
        later(Duration.ofMillis(1));
        assertThat(all("QGATE_Link").get(0).value("OperationalStatus")).contains(CimArray.ofUint16(2));
    }

    @Test
    void everyStateOfALinkHasItsHealth() {
        Set<String> shown = new TreeSet<>();
        for (LinkState state : LinkState.values()) {
            agent.links = List.of(FakeAgent.link("ab", state));
            later(Duration.ofSeconds(1));
            CimInstance link = only(NAMES.link("ab"));
            shown.add(link.value("LinkState").orElseThrow() + " "
                    + link.value("OperationalStatus").orElseThrow());
            InstanceConformance.check(schema, link);
        }

        assertThat(shown).hasSize(LinkState.values().length);
    }

    @Test
    void selectorsShowTheirPrefixesInOctets() {
        CimInstance out = only(NAMES.selector("ab", org.qgate.control.Direction.OUTBOUND, 0));
        CimInstance in = only(NAMES.selector("ab", org.qgate.control.Direction.INBOUND, 1));

        assertThat(out.value("HdrSrcAddress")).contains(octets(10, 1, 0, 0));
        assertThat(out.value("HdrSrcMask")).contains(octets(255, 255, 0, 0));
        assertThat(out.value("HdrDestMask")).contains(octets(255, 255, 128, 0));
        assertThat(in.value("HdrIPVersion")).contains(CimInteger.uint8(6));
        assertThat(in.string("SourcePrefix")).contains("2001:db8:2::/64");
        assertThat(in.value("HdrSrcAddress")).contains(octets(0x20, 1, 0xd, 0xb8, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(Prefix.parse("not/an/address")).isEmpty();
        assertThat(Prefix.parse("10.0.0.0/33")).isEmpty();
        assertThat(Prefix.parse("10.0.0.256/8")).isEmpty();
    }

    private static CimArray octets(int... bytes) {
        return new CimArray(new ArrayList<>(
                java.util.Arrays.stream(bytes).mapToObj(CimInteger::uint8).toList()));
    }

    @Test
    void nothingShowsAKey() {
        for (String className : CLASSES) {
            schema.findClass(className).orElseThrow().properties().stream()
                    .map(CimProperty::name)
                    .filter(name -> !name.equals("SecretName"))
                    .forEach(name -> assertThat(name).doesNotMatch("(?i).*(secret|keymaterial|keyvalue|keybytes).*"));
        }
    }

    @Test
    void theKeyPeriodOfALinkIsSetAndSeenAtOnce() throws CimException {
        CimObjectPath link = NAMES.link("ab");
        all("QGATE_Link");

        provider.modify(
                ANYONE,
                link,
                CimInstance.builder("QGATE_Link").uint32("KeyPeriodMillis", 50).build());

        assertThat(agent.asked).contains(new ControlCommand.SetPeriod("ab", 50));
        agent.links = List.of(FakeAgent.link("ab", LinkState.UP, 50));
        assertThat(only(link).value("KeyPeriodMillis")).contains(CimInteger.uint32(50));
    }

    @Test
    void nothingElseIsSet() {
        CimObjectPath link = NAMES.link("ab");

        assertStatus(
                CimStatus.NOT_SUPPORTED,
                link,
                CimInstance.builder("QGATE_Link").set("Suite", "none").build());
        assertStatus(
                CimStatus.NOT_SUPPORTED,
                NAMES.gateway(),
                CimInstance.builder("QGATE_Gateway").set("DataPlane", "none").build());
        assertStatus(
                CimStatus.INVALID_PARAMETER,
                link,
                CimInstance.builder("QGATE_Link").uint32("KeyPeriodMillis", 0).build());
        assertStatus(
                CimStatus.NOT_FOUND,
                NAMES.link("none"),
                CimInstance.builder("QGATE_Link").uint32("KeyPeriodMillis", 9).build());
        agent.asked.clear();
        agent.silent = "gone";
        assertStatus(
                CimStatus.FAILED,
                link,
                CimInstance.builder("QGATE_Link").uint32("KeyPeriodMillis", 9).build());
        assertThat(agent.asked).hasSize(1);
    }

    private void assertStatus(CimStatus status, CimObjectPath path, CimInstance changed) {
        assertThatThrownBy(() -> provider.modify(ANYONE, path, changed))
                .isInstanceOfSatisfying(
                        CimException.class, e -> assertThat(e.status()).isEqualTo(status));
    }

    @Test
    void theConfigurationOfALinkAndItsChangeAreShown() throws Exception {
        CimInstance setting = only(NAMES.linkSetting("ac"));
        assertThat(setting.value("Generation")).contains(CimInteger.uint64(4));
        assertThat(setting.value("LocalPrefixes"))
                .contains(CimArray.ofStrings(List.of("10.1.0.0/16", "2001:db8:1::/48")));
        assertThat(setting.value("UDPPeerPort")).contains(CimInteger.uint16(4_501));
        assertThat(LinkSettingReader.read("ac", setting)).isEqualTo(FakeChanges.configuration("ac"));
        assertThat(provider.references(ANYONE, "CIM_ElementSettingData", NAMES.link("ac"))
                        .toList())
                .singleElement()
                .satisfies(tie -> assertThat(tie.reference("SettingData")).contains(NAMES.linkSetting("ac")));
        CimObjectPath change = NAMES.linkChange("ab");
        assertThat(only(change).value("Step")).contains(CimInteger.uint16(0));
        assertThat(only(change).value("TransactionID")).isEmpty();

        agent.execute(new ChangeCommand.Lock("ab", "t-1", 4, "otto", 60_000));
        later(Duration.ofSeconds(1));

        assertThat(only(change).string("TransactionID")).contains("t-1");
        assertThat(only(change).string("Owner")).contains("otto");
        assertThat(only(change).value("Step")).contains(CimInteger.uint16(2));
        assertThat(only(change).toString()).doesNotContainIgnoringCase("token");
    }

    @Test
    void makingAndDeletingIsNotSupported() {
        CimInstance link = only(NAMES.link("ab"));

        assertThatThrownBy(() -> provider.create(ANYONE, link)).hasMessageContaining("cannot be made");
        assertThatThrownBy(() -> provider.delete(ANYONE, NAMES.link("ab"))).hasMessageContaining("cannot be deleted");
        assertThat(link.string("Name")).contains("ab");
        assertThat(new CimString("ab")).isEqualTo(link.value("Name").orElseThrow());
    }
}
