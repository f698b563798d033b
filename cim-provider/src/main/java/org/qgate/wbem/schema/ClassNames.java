package org.qgate.wbem.schema;

import java.util.List;
import java.util.Optional;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.DataType;

/** Finds the class that an element speaks of. */
final class ClassNames {
    private ClassNames() {}

    /** The class that a reference leads to, or of which an instance is embedded. */
    static Optional<String> of(DataType type, List<CimQualifier> qualifiers) {
        if (type.referenceClass() != null) {
            return Optional.of(type.referenceClass());
        }
        return QualifierPropagation.find(qualifiers, "EmbeddedInstance")
                .map(CimQualifier::value)
                .map(value -> value instanceof CimString name ? name.value() : null);
    }
}
