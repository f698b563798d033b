package org.qgate.wbem.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A property of a class, or of an instance with its value.
 *
 * @param value of an instance its value, of a class its default; may be NULL
 * @param classOrigin the class that declared it first, null if not told
 * @param propagated true if it came from a superclass unchanged
 * @param qualifiers empty in instances
 */
public record CimProperty(
        String name,
        DataType type,
        @Nullable CimValue value,
        @Nullable String classOrigin,
        boolean propagated,
        List<CimQualifier> qualifiers) {
    public CimProperty {
        Objects.requireNonNull(name, "name");
        if (!type.accepts(value)) {
            throw new IllegalArgumentException("property " + name + " is of type " + type + " and cannot be " + value);
        }
        qualifiers = CimNames.distinct("qualifier", qualifiers, CimQualifier::name);
    }

    /** A property of an instance. */
    public static CimProperty of(String name, DataType type, @Nullable CimValue value) {
        return new CimProperty(name, type, value, null, false, List.of());
    }

    /** A property of an instance in the type that its value shows. */
    public static CimProperty of(String name, CimValue value) {
        return of(name, DataType.typeOf(value), value);
    }

    /** The same property with another value. */
    public CimProperty withValue(@Nullable CimValue otherValue) {
        return new CimProperty(name, type, otherValue, classOrigin, propagated, qualifiers);
    }

    /** The same property with other qualifiers. */
    public CimProperty withQualifiers(List<CimQualifier> otherQualifiers) {
        return new CimProperty(name, type, value, classOrigin, propagated, otherQualifiers);
    }

    /** The same property with another origin. */
    public CimProperty withOrigin(@Nullable String otherOrigin, boolean isPropagated) {
        return new CimProperty(name, type, value, otherOrigin, isPropagated, qualifiers);
    }

    /** A qualifier that stands on it. */
    public Optional<CimQualifier> qualifier(String qualifier) {
        return Optional.ofNullable(CimNames.find(qualifiers, CimQualifier::name, qualifier));
    }

    /** True if a boolean qualifier stands on it and is true. */
    public boolean has(String qualifier) {
        return qualifier(qualifier).map(CimQualifier::isTrue).orElse(false);
    }

    /** True if it is part of the key. */
    public boolean isKey() {
        return has("Key");
    }
}
