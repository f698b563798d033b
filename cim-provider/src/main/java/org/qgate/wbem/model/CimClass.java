package org.qgate.wbem.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A class: as declared, or resolved with all that it inherits; {@code propagated} on each element tells which it is. */
public record CimClass(
        String name,
        @Nullable String superclass,
        List<CimQualifier> qualifiers,
        List<CimProperty> properties,
        List<CimMethod> methods)
        implements CimValue {
    public CimClass {
        Objects.requireNonNull(name, "name");
        qualifiers = CimNames.distinct("qualifier", qualifiers, CimQualifier::name);
        properties = CimNames.distinct("property", properties, CimProperty::name);
        methods = CimNames.distinct("method", methods, CimMethod::name);
    }

    /** A qualifier that stands on it. */
    public Optional<CimQualifier> qualifier(String qualifier) {
        return Optional.ofNullable(CimNames.find(qualifiers, CimQualifier::name, qualifier));
    }

    /** A property. */
    public Optional<CimProperty> property(String property) {
        return Optional.ofNullable(CimNames.find(properties, CimProperty::name, property));
    }

    /** A method. */
    public Optional<CimMethod> method(String method) {
        return Optional.ofNullable(CimNames.find(methods, CimMethod::name, method));
    }

    /** Its key properties in the order of declaration. */
    public List<CimProperty> keys() {
        return properties.stream().filter(CimProperty::isKey).toList();
    }

    /** True if it is an association. */
    public boolean isAssociation() {
        return has("Association");
    }

    /** True if it is an indication. */
    public boolean isIndication() {
        return has("Indication");
    }

    /** True if it can have no instances of its own. */
    public boolean isAbstract() {
        return has("Abstract");
    }

    /** True if a boolean qualifier stands on it and is true. */
    public boolean has(String qualifierName) {
        return qualifier(qualifierName).map(CimQualifier::isTrue).orElse(false);
    }
}
