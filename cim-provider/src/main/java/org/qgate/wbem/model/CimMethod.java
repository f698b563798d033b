package org.qgate.wbem.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method of a class.
 *
 * @param returnType never an array
 * @param classOrigin the class that declared it first, null if not told
 * @param propagated true if it came from a superclass unchanged
 */
public record CimMethod(
        String name,
        DataType returnType,
        List<CimParameter> parameters,
        @Nullable String classOrigin,
        boolean propagated,
        List<CimQualifier> qualifiers) {
    public CimMethod {
        Objects.requireNonNull(name, "name");
        if (returnType.array()) {
            throw new IllegalArgumentException("method " + name + " returns an array");
        }
        parameters = CimNames.distinct("parameter", parameters, CimParameter::name);
        qualifiers = CimNames.distinct("qualifier", qualifiers, CimQualifier::name);
    }

    /** A declared parameter. */
    public Optional<CimParameter> parameter(String parameter) {
        return Optional.ofNullable(CimNames.find(parameters, CimParameter::name, parameter));
    }

    /** A qualifier that stands on it. */
    public Optional<CimQualifier> qualifier(String qualifier) {
        return Optional.ofNullable(CimNames.find(qualifiers, CimQualifier::name, qualifier));
    }

    /** The same method with other qualifiers and parameters. */
    public CimMethod with(List<CimQualifier> otherQualifiers, List<CimParameter> otherParameters) {
        return new CimMethod(name, returnType, otherParameters, classOrigin, propagated, otherQualifiers);
    }

    /** The same method with another origin. */
    public CimMethod withOrigin(@Nullable String otherOrigin, boolean isPropagated) {
        return new CimMethod(name, returnType, parameters, otherOrigin, isPropagated, qualifiers);
    }
}
