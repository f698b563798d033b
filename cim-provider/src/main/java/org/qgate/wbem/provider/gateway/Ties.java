package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.KeyBinding;

/** Collects instances of associations, by class. */
final class Ties {
    static final String ANTECEDENT = "Antecedent";
    static final String DEPENDENT = "Dependent";

    private final Map<String, List<CimInstance>> made = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    Map<String, List<CimInstance>> made() {
        return made;
    }

    /** The same two once only. */
    void tieOnce(String className, String left, CimObjectPath one, String right, CimObjectPath other) {
        boolean there = made.getOrDefault(className, List.of()).stream()
                .anyMatch(tie -> other.equals(tie.reference(right).orElse(null)));
        if (!there) {
            tie(className, left, one, right, other);
        }
    }

    void tie(String className, String left, CimObjectPath one, String right, CimObjectPath other, CimProperty... more) {
        CimInstance.Builder builder = CimInstance.builder(className)
                .set(left, one)
                .set(right, other)
                .path(CimObjectPath.of(
                        GatewayNames.NAMESPACE, className, new KeyBinding(left, one), new KeyBinding(right, other)));
        for (CimProperty property : more) {
            builder.set(property.name(), property.type(), property.value());
        }
        made.computeIfAbsent(className, none -> new ArrayList<>()).add(builder.build());
    }
}
