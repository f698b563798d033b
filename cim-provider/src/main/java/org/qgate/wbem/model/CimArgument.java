package org.qgate.wbem.model;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a method call with its value, in either direction.
 *
 * @param value NULL or of that type
 */
public record CimArgument(
        String name, DataType type, @Nullable CimValue value) {
    public CimArgument {
        Objects.requireNonNull(name, "name");
        if (!type.accepts(value)) {
            throw new IllegalArgumentException("argument " + name + " is of type " + type + " and cannot be " + value);
        }
    }

    /** An argument in the type that its value shows. */
    public static CimArgument of(String name, CimValue value) {
        return new CimArgument(name, DataType.typeOf(value), value);
    }
}
