package org.qgate.wbem.model;

import java.util.Objects;

/** A {@code string}. */
public record CimString(String value) implements CimValue {
    public CimString {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value;
    }
}
