package org.qgate.wbem.schema;

import java.util.Objects;

/**
 * A rule that a class breaks.
 *
 * @param element a property, a method, or {@code method.parameter}; empty for the class itself
 * @param message what is wrong and what would be right
 */
public record Violation(String element, String message) {
    public Violation {
        Objects.requireNonNull(element, "element");
        Objects.requireNonNull(message, "message");
    }

    @Override
    public String toString() {
        return element.isEmpty() ? message : element + ": " + message;
    }
}
