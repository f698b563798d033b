package org.qgate.wbem.operation;

import java.util.List;
import java.util.stream.Stream;
import org.qgate.wbem.cimxml.CimResult;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.query.Query;
import org.qgate.wbem.query.QueryParser;

/** Queries over the instances of a class. */
final class QueryOperations {
    private final Instances instances;

    QueryOperations(Instances instances) {
        this.instances = instances;
    }

    CimResult execQuery(OperationCall call) throws CimException {
        Selected selected = select(
                call, call.arguments().string("QueryLanguage"), call.arguments().string("Query"));
        return new CimResult.ObjectsWithPath(selected.instances());
    }

    /**
     * What a query selects.
     *
     * @param resultClass the class queried, with the properties selected
     */
    record Selected(Stream<CimInstance> instances, CimClass resultClass) {}

    Selected select(OperationCall call, String language, String text) throws CimException {
        Query query = QueryParser.parse(language, text);
        CimClass declaration = call.classes()
                .find(query.className())
                .orElseThrow(() -> new CimException(
                        CimStatus.INVALID_QUERY,
                        "the query names class " + Shown.name(query.className()) + ", which namespace "
                                + call.namespace() + " does not have"));
        Stream<CimInstance> selected = instances
                .all(call.classes(), declaration, call.caller())
                .filter(instance -> query.accepts(instance, call.classes()::isSubclass))
                .map(query::project);
        List<CimProperty> properties = declaration.properties().stream()
                .filter(property -> query.selects(property.name()))
                .toList();
        CimClass resultClass = new CimClass(
                declaration.name(), declaration.superclass(), declaration.qualifiers(), properties, List.of());
        return new Selected(selected, resultClass);
    }
}
