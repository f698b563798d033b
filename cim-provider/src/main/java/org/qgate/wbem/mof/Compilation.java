package org.qgate.wbem.mof;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.schema.Schema;

/**
 * What texts were compiled to.
 *
 * @param schemas by namespace, in the order in which the texts name them
 * @param instances of all namespaces, with their paths
 */
public record Compilation(Map<String, Schema> schemas, List<CimInstance> instances) {
    public Compilation {
        schemas = Collections.unmodifiableMap(new LinkedHashMap<>(schemas));
        instances = List.copyOf(instances);
    }
}
