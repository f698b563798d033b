package org.qgate.wbem.operation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.CimResult;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.operation.OpenEnumeration.Kind;
import org.qgate.wbem.query.Query;
import org.qgate.wbem.query.QueryParser;

/** Open, pull, close: answers in pieces that the client sizes. */
final class PullOperations {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final EnumerationTable table;
    private final InstanceOperations instances;
    private final AssociationOperations associations;
    private final QueryOperations queries;

    PullOperations(
            EnumerationTable table,
            InstanceOperations instances,
            AssociationOperations associations,
            QueryOperations queries) {
        this.table = table;
        this.instances = instances;
        this.associations = associations;
        this.queries = queries;
    }

    CimResult openEnumerateInstances(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.INSTANCES_WITH_PATH);
        return open(terms, filtered(call, instances.selected(call)), null);
    }

    CimResult openEnumerateInstancePaths(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.PATHS);
        refuseFilter(call);
        return openPaths(terms, instances.paths(call));
    }

    CimResult openAssociatorInstances(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.INSTANCES_WITH_PATH);
        AssociationQuery query = AssociationQuery.ofAssociators(call, source(call));
        return open(terms, filtered(call, associations.associatedInstances(call, query)), null);
    }

    CimResult openAssociatorInstancePaths(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.PATHS);
        refuseFilter(call);
        AssociationQuery query = AssociationQuery.ofAssociators(call, source(call));
        return openPaths(terms, associations.associatedPaths(call, query));
    }

    CimResult openReferenceInstances(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.INSTANCES_WITH_PATH);
        AssociationQuery query = AssociationQuery.ofReferences(call, source(call));
        return open(terms, filtered(call, associations.referringInstances(call, query)), null);
    }

    CimResult openReferenceInstancePaths(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.PATHS);
        refuseFilter(call);
        AssociationQuery query = AssociationQuery.ofReferences(call, source(call));
        return openPaths(terms, associations.referringPaths(call, query));
    }

    CimResult openQueryInstances(OperationCall call) throws CimException {
        Terms terms = terms(call, Kind.INSTANCES);
        QueryOperations.Selected selected = queries.select(
                call,
                call.arguments().string("FilterQueryLanguage"),
                call.arguments().string("FilterQuery"));
        CimClass queryClass = call.arguments().flag("ReturnQueryResultClass", false) ? selected.resultClass() : null;
        return open(terms, selected.instances(), queryClass);
    }

    CimResult pullInstancesWithPath(OperationCall call) throws CimException {
        return pull(call, Kind.INSTANCES_WITH_PATH);
    }

    CimResult pullInstancePaths(OperationCall call) throws CimException {
        return pull(call, Kind.PATHS);
    }

    CimResult pullInstances(OperationCall call) throws CimException {
        return pull(call, Kind.INSTANCES);
    }

    CimResult closeEnumeration(OperationCall call) throws CimException {
        String context = call.arguments().string("EnumerationContext");
        OpenEnumeration<?> enumeration = table.takeOut(context);
        if (!enumeration.isOf(call.caller().user(), call.namespace())) {
            table.putBack(context, enumeration);
            throw EnumerationTable.unknown();
        }
        enumeration.close();
        return new CimResult.Done();
    }

    /** What a client asked for when it opened an enumeration. */
    private record Terms(OpenEnumeration.Terms of, long countMax) {}

    private Terms terms(OperationCall call, Kind kind) throws CimException {
        if (call.arguments().flag("ContinueOnError", false)) {
            throw new CimException(
                    CimStatus.CONTINUATION_ON_ERROR_NOT_SUPPORTED, "an enumeration ends at its first error");
        }
        OptionalLong timeout = call.arguments().uint32("OperationTimeout");
        EnumerationLimits limits = table.limits();
        long seconds = timeout.orElse(limits.timeoutSecondsDefault());
        if (seconds == 0 || seconds > limits.timeoutSecondsMax()) {
            throw new CimException(
                    CimStatus.INVALID_OPERATION_TIMEOUT,
                    "OperationTimeout must be 1 to " + limits.timeoutSecondsMax() + " s");
        }
        long count = call.arguments().uint32("MaxObjectCount").orElse(0);
        OpenEnumeration.Terms terms =
                new OpenEnumeration.Terms(kind, call.caller().user(), call.namespace(), seconds * SECOND_NANOS);
        return new Terms(terms, Math.min(count, limits.objectsMax()));
    }

    private static Arguments.ObjectName source(OperationCall call) throws CimException {
        return new Arguments.ObjectName(call.arguments().instanceName("InstanceName"), false);
    }

    private static Stream<CimInstance> filtered(OperationCall call, Stream<CimInstance> all) throws CimException {
        Optional<Query> filter = filter(call);
        return filter.isEmpty()
                ? all
                : all.filter(instance -> filter.get().accepts(instance, call.classes()::isSubclass));
    }

    private static Optional<Query> filter(OperationCall call) throws CimException {
        Optional<String> text = call.arguments().optionalString("FilterQuery").filter(query -> !query.isBlank());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(QueryParser.parseFilter(call.arguments().string("FilterQueryLanguage"), text.get()));
    }

    /** Paths have no properties that a filter could look at. */
    private static void refuseFilter(OperationCall call) throws CimException {
        if (filter(call).isPresent()) {
            throw new CimException(
                    CimStatus.FILTERED_ENUMERATION_NOT_SUPPORTED, "enumerations of paths cannot be filtered");
        }
    }

    private CimResult open(Terms terms, Stream<CimInstance> stream, @Nullable CimClass queryClass) throws CimException {
        OpenEnumeration<CimInstance> enumeration = new OpenEnumeration<>(terms.of(), stream, table.nowNanos());
        List<CimInstance> first = enumeration.take(terms.countMax());
        boolean withPath = terms.of().kind() == Kind.INSTANCES_WITH_PATH;
        return new CimResult.PulledInstances(first, withPath, keepUnlessAtEnd(enumeration), queryClass);
    }

    private CimResult openPaths(Terms terms, Stream<CimObjectPath> stream) throws CimException {
        OpenEnumeration<CimObjectPath> enumeration = new OpenEnumeration<>(terms.of(), stream, table.nowNanos());
        List<CimObjectPath> first = enumeration.take(terms.countMax());
        return new CimResult.PulledPaths(first, keepUnlessAtEnd(enumeration));
    }

    private @Nullable String keepUnlessAtEnd(OpenEnumeration<?> enumeration) throws CimException {
        if (enumeration.isAtEnd()) {
            enumeration.close();
            return null;
        }
        return table.keep(enumeration);
    }

    private CimResult pull(OperationCall call, Kind kind) throws CimException {
        String context = call.arguments().string("EnumerationContext");
        OptionalLong asked = call.arguments().uint32("MaxObjectCount");
        if (asked.isEmpty()) {
            throw new CimException(CimStatus.INVALID_PARAMETER, "parameter MaxObjectCount is missing");
        }
        long count = Math.min(asked.getAsLong(), table.limits().objectsMax());
        OpenEnumeration<?> enumeration = table.takeOut(context);
        if (!enumeration.belongsTo(kind, call.caller().user(), call.namespace())) {
            table.putBack(context, enumeration);
            throw EnumerationTable.unknown();
        }
        List<?> taken;
        boolean atEnd;
        try {
            taken = enumeration.take(count);
            atEnd = enumeration.isAtEnd();
        } catch (RuntimeException e) {
            enumeration.close();
            throw e;
        }
        if (atEnd) {
            enumeration.close();
        } else {
            table.putBack(context, enumeration);
        }
        return result(kind, taken, atEnd ? null : context);
    }

    private static CimResult result(Kind kind, List<?> taken, @Nullable String context) {
        if (kind == Kind.PATHS) {
            return new CimResult.PulledPaths(
                    taken.stream().map(CimObjectPath.class::cast).toList(), context);
        }
        List<CimInstance> found = taken.stream().map(CimInstance.class::cast).toList();
        return new CimResult.PulledInstances(found, kind == Kind.INSTANCES_WITH_PATH, context, null);
    }
}
