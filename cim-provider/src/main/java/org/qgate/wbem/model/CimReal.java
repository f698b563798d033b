package org.qgate.wbem.model;

/**
 * A {@code real32} or {@code real64}.
 *
 * @param value of a {@code real32}, a number that a float can hold exactly
 */
public record CimReal(CimType type, double value) implements CimValue {
    public CimReal {
        if (!type.isReal()) {
            throw new IllegalArgumentException(type.keyword() + " is not a real type");
        }
        if (type == CimType.REAL32) {
            value = Float.valueOf((float) value).doubleValue();
        }
    }

    /** A {@code real32}; the nearest float is taken. */
    public static CimReal real32(double value) {
        return new CimReal(CimType.REAL32, value);
    }

    /** A {@code real64}. */
    public static CimReal real64(double value) {
        return new CimReal(CimType.REAL64, value);
    }

    /** Shortest decimal form that reads back as the same number. */
    @Override
    public String toString() {
        return type == CimType.REAL32 ? Float.toString((float) value) : Double.toString(value);
    }
}
