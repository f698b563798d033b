package org.qgate.wbem.model;

/** A {@code char16}: one UTF-16 code unit. */
public record CimChar(char value) implements CimValue {
    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
