package org.qgate.wbem.schema;

import java.util.List;
import org.qgate.wbem.model.CimClass;

/**
 * A declared class with all that it inherits.
 *
 * @param resolved as far as it could be resolved
 * @param violations rules that it breaks; it may be used only if there are none
 */
public record Resolution(CimClass resolved, List<Violation> violations) {
    public Resolution {
        violations = List.copyOf(violations);
    }
}
