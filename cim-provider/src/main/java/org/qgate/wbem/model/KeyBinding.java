package org.qgate.wbem.model;

import java.util.Objects;

/**
 * One key of an object path.
 *
 * @param value of one of the types that a key may have; never an array or an embedded object
 */
public record KeyBinding(String name, CimValue value) {
    public KeyBinding {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (value instanceof CimArray || value instanceof CimInstance || value instanceof CimClass) {
            throw new IllegalArgumentException("key " + name + " is an array or an embedded object");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyBinding key && CimNames.same(name, key.name) && value.equals(key.value);
    }

    @Override
    public int hashCode() {
        return CimNames.fold(name).hashCode() * 31 + value.hashCode();
    }
}
