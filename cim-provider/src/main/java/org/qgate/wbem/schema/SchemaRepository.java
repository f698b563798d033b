package org.qgate.wbem.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimStatus;

/** The namespaces and their schemas. Readers see one consistent schema and never wait. */
public final class SchemaRepository {
    private final Object changing = new Object();
    private final List<String> namespaces;
    private volatile Map<String, Schema> schemas;

    /** With the schemas of all namespaces there will be. */
    public SchemaRepository(Map<String, Schema> initial) {
        Map<String, Schema> folded = new LinkedHashMap<>();
        initial.forEach((namespace, schema) -> folded.put(fold(namespace), schema));
        schemas = folded;
        namespaces = initial.keySet().stream().map(CimNames::namespace).toList();
    }

    /** All namespaces, as they are written. */
    public List<String> namespaces() {
        return namespaces;
    }

    /** The schema of a namespace as it is now. */
    public Optional<Schema> find(String namespace) {
        return Optional.ofNullable(schemas.get(fold(namespace)));
    }

    /** The schema of a namespace as it is now; {@code INVALID_NAMESPACE} if there is none. */
    public Schema require(String namespace) throws CimException {
        return find(namespace)
                .orElseThrow(() -> new CimException(
                        CimStatus.INVALID_NAMESPACE,
                        "there is no namespace '" + namespace + "'; there are " + String.join(", ", namespaces)));
    }

    /** Changes a namespace's schema; changes follow one another. */
    public void change(String namespace, Change change) throws CimException {
        synchronized (changing) {
            Schema changed = change.apply(require(namespace));
            Map<String, Schema> next = new LinkedHashMap<>(schemas);
            next.put(fold(namespace), changed);
            schemas = next;
        }
    }

    private static String fold(String namespace) {
        return CimNames.fold(CimNames.namespace(namespace));
    }

    /** Makes a changed schema out of the present one, for example {@code schema -> schema.withNewClass(type)}. */
    @FunctionalInterface
    public interface Change {
        Schema apply(Schema present) throws CimException;
    }
}
