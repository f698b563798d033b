package org.qgate.wbem.provider.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qgate.control.Channel;
import org.qgate.control.Direction;
import org.qgate.control.SaStatus;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.Role;
import org.qgate.wbem.schema.Schema;

class MetricInstancesTest {
    private static final Caller ANYONE = new Caller("ann", Role.VIEWER);
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final GatewayNames NAMES = new GatewayNames("alice");
    private static final Map<Integer, String> DATA_TYPES = Map.of(5, "real64", 13, "uint64");

    private static Schema schema = Schema.empty();

    private final FakeAgent agent = new FakeAgent();
    private final AtomicLong nanos = new AtomicLong();
    private final GatewayProvider provider = new GatewayProvider(agent, "alice", () -> NOON, nanos::get);

    @BeforeAll
    static void compile() throws Exception {
        schema = Objects.requireNonNull(MofCompiler.compileProduct().schemas().get("root/qgate"));
    }

    private static SaStatus sa(Direction direction) {
        return FakeAgent.sas("ab", 1).current().stream()
                .filter(sa -> sa.direction() == direction && sa.channel() == Channel.DATA)
                .findFirst()
                .orElseThrow();
    }

    private Stream<CimInstance> all(String className) {
        return provider.instances(ANYONE, className);
    }

    /** The other ends of an element's associations of one class. */
    private List<CimInstance> follow(String association, CimObjectPath from, String role) {
        return provider.references(ANYONE, association, from)
                .map(tie -> tie.reference(role).orElseThrow())
                .filter(end -> !end.equals(from))
                .map(end -> provider.find(ANYONE, end).orElseThrow())
                .toList();
    }

    /** Values of an element by metric and direction, each with its definition by way of the association. */
    private Map<String, String> valuesOf(CimObjectPath element) {
        Map<String, String> values = new TreeMap<>();
        for (CimInstance value : follow("CIM_MetricForME", element, "Dependent")) {
            List<CimInstance> definitions =
                    follow("CIM_MetricInstance", Objects.requireNonNull(value.path()), "Antecedent");
            assertThat(definitions).hasSize(1);
            assertThat(definitions.get(0).string("Id")).isEqualTo(value.string("MetricDefinitionId"));
            String direction = value.string("BreakdownValue").map(" "::concat).orElse("");
            values.put(
                    definitions.get(0).string("Name").orElseThrow() + direction,
                    value.string("MetricValue").orElseThrow());
        }
        return values;
    }

    @Test
    void aPoolLeadsToItsRatesLevelAndTimeToEmpty() {
        assertThat(valuesOf(NAMES.keyPool("ac")))
                .containsOnly(
                        Map.entry("KeyRateIn", "25600.0"),
                        Map.entry("KeyRateOut", "12800.5"),
                        Map.entry("PoolLevel", "1000000"),
                        Map.entry("TimeToEmpty", "90"));
    }

    @Test
    void aPoolThatDoesNotSinkHasNoTimeToEmpty() {
        assertThat(valuesOf(NAMES.keyPool("ab"))).containsOnlyKeys("KeyRateIn", "KeyRateOut", "PoolLevel");
    }

    @Test
    void aLinkLeadsToItsKeyPeriodsAndTrafficByDirection() {
        CimInstance outbound = provider.find(ANYONE, NAMES.linkStatistics("ab", Direction.OUTBOUND))
                .orElseThrow();
        CimInstance inbound = provider.find(ANYONE, NAMES.linkStatistics("ab", Direction.INBOUND))
                .orElseThrow();

        assertThat(valuesOf(NAMES.link("ab")))
                .containsOnly(
                        Map.entry("KeyPeriod outbound", text(outbound, "MeanKeyPeriodMillis")),
                        Map.entry("KeyPeriod inbound", text(inbound, "MeanKeyPeriodMillis")),
                        Map.entry("DataBitsPerKeyBit", "128.5"),
                        Map.entry("DataBitsPerKeyBit outbound", text(outbound, "DataBitsPerKeyBit")),
                        Map.entry("DataBitsPerKeyBit inbound", text(inbound, "DataBitsPerKeyBit")),
                        Map.entry(
                                "BytesProtected",
                                String.valueOf(Long.parseLong(text(outbound, "ByteCount"))
                                        + Long.parseLong(text(inbound, "ByteCount")))),
                        Map.entry("BytesProtected outbound", text(outbound, "ByteCount")),
                        Map.entry("BytesProtected inbound", text(inbound, "ByteCount")));
    }

    private static String text(CimInstance instance, String property) {
        return instance.value(property).orElseThrow().toString();
    }

    @Test
    void whatComesInCountsItsErrorsToo() {
        assertThat(valuesOf(NAMES.sa("ab", sa(Direction.INBOUND))))
                .containsOnly(
                        Map.entry("PacketsProtected", "9"),
                        Map.entry("IntegrityFailures", "1"),
                        Map.entry("ReplayFailures", "0"));
        assertThat(valuesOf(NAMES.sa("ab", sa(Direction.OUTBOUND)))).containsOnlyKeys("PacketsProtected");
    }

    @Test
    void anElementIsTiedOnceToEachDefinitionOfItsValues() {
        List<String> definitions = follow("CIM_MetricDefForME", NAMES.link("ab"), "Dependent").stream()
                .map(definition -> definition.string("Name").orElseThrow())
                .toList();

        assertThat(definitions).containsExactlyInAnyOrder("KeyPeriod", "DataBitsPerKeyBit", "BytesProtected");
        assertThat(all("CIM_MetricDefForME"))
                .allSatisfy(
                        tie -> assertThat(tie.value("MetricCollectionEnabled")).contains(CimInteger.uint16(2)));
    }

    @Test
    void everyValueIsOfTheTypeAndDimensionThatItsDefinitionTells() {
        Map<String, CimInstance> definitions = all("QGATE_MetricDefinition")
                .collect(Collectors.toMap(definition -> definition.string("Id").orElseThrow(), each -> each));
        assertThat(definitions).hasSize(Metric.values().length);

        assertThat(all("QGATE_MetricValue")).isNotEmpty().allSatisfy(value -> {
            CimInstance definition = Objects.requireNonNull(
                    definitions.get(value.string("MetricDefinitionId").orElseThrow()));
            String type = Objects.requireNonNull(DATA_TYPES.get(Integer.valueOf(text(definition, "DataType"))));
            assertThat(value.string("MetricValue").orElseThrow())
                    .matches(type.equals("uint64") ? "[0-9]+" : "[0-9]+\\.[0-9]+(E-?[0-9]+)?");
            value.string("BreakdownDimension")
                    .ifPresent(dimension -> assertThat(definition.value("BreakdownDimensions"))
                            .contains(CimArray.ofStrings(List.of(dimension))));
            assertThat(value.value("TimeStamp")).contains(CimDateTime.of(NOON));
            assertThat(value.string("MeasuredElementName")).isPresent();
        });
    }

    @Test
    void valuesTellTheTimeThatTheyAreFor() {
        Map<String, Duration> durations = new TreeMap<>();
        all("QGATE_MetricValue")
                .forEach(value -> durations.put(
                        value.string("InstanceID").orElseThrow().split(":", -1)[3],
                        ((CimDateTime) value.value("Duration").orElseThrow()).toDuration()));

        assertThat(durations)
                .containsEntry("PoolLevel", Duration.ZERO)
                .containsEntry("BytesProtected", Duration.ofMinutes(1))
                .containsEntry("PacketsProtected", Duration.ofMillis(11));
    }

    /** A client that reads the schema must be able to name every number that a definition has. */
    @Test
    void definitionsUseNumbersThatTheSchemaNames() {
        CimClass type = schema.findClass("QGATE_MetricDefinition").orElseThrow();
        for (String property : List.of("DataType", "Calculable", "ChangeType", "TimeScope", "GatheringType")) {
            CimQualifier map =
                    type.property(property).orElseThrow().qualifier("ValueMap").orElseThrow();
            String named = String.valueOf(map.value());
            assertThat(all("QGATE_MetricDefinition"))
                    .allSatisfy(definition -> assertThat(named.split("\\W+")).contains(text(definition, property)));
        }
    }

    @Test
    void valuesFollowTheAgentAndStayWithTheirTimeWhenItIsLost() {
        CimObjectPath value = NAMES.keyPool("ab");
        int before = valuesOf(value).size();
        agent.silent = "gone";
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(valuesOf(value)).hasSize(before);
        agent.silent = null;
        agent.links = List.of();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(all("QGATE_MetricValue")).isEmpty();
        assertThat(all("CIM_MetricInstance")).isEmpty();
        assertThat(all("QGATE_MetricDefinition")).hasSize(Metric.values().length);
    }
}
