package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimProperty;

/**
 * Which properties the instances of a class have. Clients that change an instance want to see those properties too that have no value yet, and
 * providers leave them out.
 */
final class ClassShape {
    private static final ClassShape UNKNOWN = new ClassShape(List.of());

    private final List<CimProperty> declared;
    private final List<CimProperty> nulls = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    private ClassShape(List<CimProperty> declared) {
        this.declared = declared;
        for (CimProperty property : declared) {
            places.put(property.name(), nulls.size());
            nulls.add(CimProperty.of(property.name(), property.type(), null));
        }
    }

    static ClassShape of(Optional<CimClass> declaration) {
        return declaration.map(known -> new ClassShape(known.properties())).orElse(UNKNOWN);
    }

    int size() {
        return declared.size();
    }

    /** The instance's properties, and after them the ones that it lacks, as NULL. */
    List<CimProperty> completed(CimInstance instance) {
        List<CimProperty> all = new ArrayList<>(instance.properties());
        if (all.size() == declared.size()) {
            return all;
        }
        BitSet there = new BitSet(declared.size());
        for (CimProperty property : instance.properties()) {
            int place = place(property.name());
            if (place >= 0) {
                there.set(place);
            }
        }
        for (int place = there.nextClearBit(0); place < nulls.size(); place = there.nextClearBit(place + 1)) {
            all.add(nulls.get(place));
        }
        return all;
    }

    /** The class that declared a property first. */
    @Nullable
    String origin(String property) {
        int place = place(property);
        return place < 0 ? null : declared.get(place).classOrigin();
    }

    /** Providers mostly spell names as the class does. */
    private int place(String name) {
        Integer exact = places.get(name);
        if (exact != null) {
            return exact;
        }
        for (int place = 0; place < declared.size(); place++) {
            if (declared.get(place).name().equalsIgnoreCase(name)) {
                return place;
            }
        }
        return -1;
    }
}
