package org.qgate.wbem.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A qualifier with its value, as it stands on an element.
 *
 * @param value NULL or of that type
 * @param propagated true if it came from a superclass
 */
public record CimQualifier(
        String name, DataType type, @Nullable CimValue value, Flavor flavor, boolean propagated) {
    public CimQualifier {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(flavor, "flavor");
        if (!type.accepts(value)) {
            throw new IllegalArgumentException("qualifier " + name + " is of type " + type + " and cannot be " + value);
        }
    }

    /** A qualifier of default flavor that stands on the element itself. */
    public static CimQualifier of(String name, CimValue value) {
        return new CimQualifier(name, DataType.typeOf(value), value, Flavor.DEFAULT, false);
    }

    /** The same qualifier, said to come from a superclass. */
    public CimQualifier asPropagated() {
        return propagated ? this : new CimQualifier(name, type, value, flavor, true);
    }

    /** True if its value is the boolean true. */
    public boolean isTrue() {
        return CimBoolean.TRUE.equals(value);
    }
}
