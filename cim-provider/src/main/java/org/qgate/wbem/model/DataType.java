package org.qgate.wbem.model;

import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The declared type of a property, parameter, method or qualifier.
 *
 * @param type of the value or of each element
 * @param array true for an array
 * @param arraySize of an array of fixed size, else empty
 * @param referenceClass the class of a reference; null for other types, and for a reference whose class was not told
 */
public record DataType(
        CimType type,
        boolean array,
        OptionalInt arraySize,
        @Nullable String referenceClass) {
    public DataType {
        Objects.requireNonNull(type, "type");
        if (arraySize.isPresent() && !array) {
            throw new IllegalArgumentException("only an array has a size");
        }
        if (referenceClass != null && type != CimType.REFERENCE) {
            throw new IllegalArgumentException(type.keyword() + " has no reference class");
        }
    }

    /** A single value. */
    public static DataType of(CimType type) {
        return new DataType(type, false, OptionalInt.empty(), null);
    }

    /** An array of any length. */
    public static DataType arrayOf(CimType type) {
        return new DataType(type, true, OptionalInt.empty(), null);
    }

    /** A reference to instances of a class or of its subclasses. */
    public static DataType referenceTo(String referenceClass) {
        return new DataType(CimType.REFERENCE, false, OptionalInt.empty(), referenceClass);
    }

    /** An array of references. */
    public static DataType referencesTo(String referenceClass) {
        return new DataType(CimType.REFERENCE, true, OptionalInt.empty(), referenceClass);
    }

    /** The type that a value shows by itself; of an array by its first element that is not NULL, {@code string} if there is none. */
    public static DataType typeOf(CimValue value) {
        if (value instanceof CimArray array) {
            CimValue first = array.elements().stream()
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return first == null
                    ? arrayOf(CimType.STRING)
                    : arrayOf(typeOf(first).type());
        }
        if (value instanceof CimInteger integer) {
            return of(integer.type());
        }
        if (value instanceof CimReal real) {
            return of(real.type());
        }
        if (value instanceof CimObjectPath path) {
            return referenceTo(path.className());
        }
        for (CimType type : CimType.values()) {
            if (type.accepts(value)) {
                return of(type);
            }
        }
        throw new IllegalArgumentException("no type for " + value);
    }

    /** True if the value, which may be NULL, may stand where this type is declared. */
    public boolean accepts(@Nullable CimValue value) {
        if (value == null) {
            return true;
        }
        if (value instanceof CimArray elements) {
            return array && elements.elements().stream().allMatch(element -> element == null || type.accepts(element));
        }
        return !array && type.accepts(value);
    }

    /** True if values of both are alike: reference class and array size left aside. */
    public boolean isLike(DataType other) {
        return type == other.type && array == other.array;
    }

    /** As MOF writes it, without the name between type and brackets. */
    @Override
    public String toString() {
        String base = type == CimType.REFERENCE
                ? (referenceClass == null ? "object" : referenceClass) + " REF"
                : type.keyword();
        return array ? base + "[" + (arraySize.isPresent() ? arraySize.getAsInt() : "") + "]" : base;
    }
}
