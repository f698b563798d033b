package org.qgate.wbem.query;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimValue;

/** Names a property, also one within embedded instances: {@code SourceInstance.EnabledState}. */
record PropertyPath(List<String> names) {
    PropertyPath {
        names = List.copyOf(names);
    }

    /** The value, or null if any part of the way is NULL or not there. */
    @Nullable
    CimValue in(CimInstance instance) {
        CimInstance at = instance;
        for (int index = 0; index < names.size() - 1; index++) {
            if (!(at.value(names.get(index)).orElse(null) instanceof CimInstance embedded)) {
                return null;
            }
            at = embedded;
        }
        return at.value(names.get(names.size() - 1)).orElse(null);
    }

    @Override
    public String toString() {
        return String.join(".", names);
    }
}
