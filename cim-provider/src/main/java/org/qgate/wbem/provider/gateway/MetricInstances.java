package org.qgate.wbem.provider.gateway;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;

/** Metrics (DSP1053): their definitions, the values in the last snapshot, and what ties both to what is measured. */
final class MetricInstances {
    private static final String OF_DEFINITION = "CIM_MetricInstance";
    private static final String DEFINITION_FOR = "CIM_MetricDefForME";
    private static final String VALUE_FOR = "CIM_MetricForME";

    /** Association classes that metrics have instances of. */
    static final List<String> ASSOCIATIONS = List.of(DEFINITION_FOR, VALUE_FOR, OF_DEFINITION);

    private static final int ON_REQUEST = 4;
    private static final int ENABLED = 2;

    private final GatewayNames names;

    MetricInstances(GatewayNames names) {
        this.names = names;
    }

    List<CimInstance> definitions() {
        return Arrays.stream(Metric.values()).map(this::definition).toList();
    }

    private CimInstance definition(Metric metric) {
        CimInstance.Builder builder = GatewayNames.instance(names.metricDefinition(metric))
                .set("ElementName", metric.word())
                .set("Description", metric.description())
                .set("Name", metric.word())
                .uint16("DataType", metric.dataType())
                .uint16("Calculable", metric.calculable())
                .set("Units", metric.units())
                .set("ProgrammaticUnits", metric.programmaticUnits())
                .set("IsContinuous", true)
                .uint16("ChangeType", metric.changeType())
                .uint16("TimeScope", metric.timeScope())
                .uint16("GatheringType", ON_REQUEST);
        metric.breakdownDimensions()
                .ifPresent(dimensions -> builder.set("BreakdownDimensions", CimArray.ofStrings(dimensions)));
        return builder.build();
    }

    List<CimInstance> values(AgentReading reading) {
        return reading.last()
                .map(last -> Measurement.of(names, last).stream()
                        .map(measured -> value(last, measured))
                        .toList())
                .orElse(List.of());
    }

    /** The instance stays while its value changes, so it is volatile. */
    private CimInstance value(AgentSnapshot last, Measurement measured) {
        CimInstance.Builder builder = GatewayNames.instance(names.metricValue(measured))
                .set("ElementName", measured.metric().word() + " of " + measured.elementName())
                .set(
                        "MetricDefinitionId",
                        names.metricDefinition(measured.metric())
                                .stringKey("Id")
                                .orElseThrow())
                .set("MeasuredElementName", measured.elementName())
                .set("TimeStamp", CimDateTime.of(last.taken()))
                .set("Duration", CimDateTime.of(measured.duration()))
                .set("MetricValue", measured.value())
                .set("Volatile", true);
        measured.breakdown()
                .ifPresent(direction -> builder.set("BreakdownDimension", Metric.DIRECTION)
                        .set("BreakdownValue", GatewayNames.word(direction)));
        return builder.build();
    }

    Map<String, List<CimInstance>> associations(AgentReading reading) {
        Ties ties = new Ties();
        reading.last().ifPresent(last -> tie(Measurement.of(names, last), ties));
        return ties.made();
    }

    private void tie(List<Measurement> all, Ties ties) {
        Set<List<CimObjectPath>> defined = new HashSet<>();
        CimProperty collected = CimProperty.of("MetricCollectionEnabled", CimInteger.uint16(ENABLED));
        for (Measurement measured : all) {
            CimObjectPath definition = names.metricDefinition(measured.metric());
            CimObjectPath value = names.metricValue(measured);
            ties.tie(OF_DEFINITION, Ties.ANTECEDENT, definition, Ties.DEPENDENT, value);
            ties.tie(VALUE_FOR, Ties.ANTECEDENT, measured.element(), Ties.DEPENDENT, value);
            if (defined.add(List.of(measured.element(), definition))) {
                ties.tie(DEFINITION_FOR, Ties.ANTECEDENT, measured.element(), Ties.DEPENDENT, definition, collected);
            }
        }
    }
}
