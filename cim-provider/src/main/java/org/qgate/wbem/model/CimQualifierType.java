package org.qgate.wbem.model;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a qualifier.
 *
 * @param value where the qualifier stands without one, or not at all
 * @param scopes elements that it may stand on
 */
public record CimQualifierType(
        String name, DataType type, @Nullable CimValue value, Set<QualifierScope> scopes, Flavor flavor) {
    public CimQualifierType {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(flavor, "flavor");
        scopes = Set.copyOf(scopes);
        if (!type.accepts(value)) {
            throw new IllegalArgumentException("qualifier " + name + " is of type " + type + " and cannot be " + value);
        }
    }
}
