package org.qgate.wbem.model;

/** A {@code boolean}. */
public record CimBoolean(boolean value) implements CimValue {
    public static final CimBoolean TRUE = new CimBoolean(true);
    public static final CimBoolean FALSE = new CimBoolean(false);

    /** The shared value. */
    public static CimBoolean of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    public String toString() {
        return value ? "true" : "false";
    }
}
