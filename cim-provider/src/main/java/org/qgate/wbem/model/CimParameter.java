package org.qgate.wbem.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A declared parameter of a method. */
public record CimParameter(String name, DataType type, List<CimQualifier> qualifiers) {
    public CimParameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        qualifiers = CimNames.distinct("qualifier", qualifiers, CimQualifier::name);
    }

    /** A qualifier that stands on it. */
    public Optional<CimQualifier> qualifier(String qualifier) {
        return Optional.ofNullable(CimNames.find(qualifiers, CimQualifier::name, qualifier));
    }

    /** True if callers give it a value: the In qualifier is true unless said otherwise. */
    public boolean isIn() {
        return qualifier("In").map(CimQualifier::isTrue).orElse(true);
    }

    /** True if the method gives it a value. */
    public boolean isOut() {
        return qualifier("Out").map(CimQualifier::isTrue).orElse(false);
    }

    /** True if it must have a value other than NULL. */
    public boolean isRequired() {
        return qualifier("Required").map(CimQualifier::isTrue).orElse(false);
    }
}
