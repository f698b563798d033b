package org.qgate.wbem.model;

import java.util.Locale;
import java.util.Optional;

/** Kinds of elements that a qualifier may stand on. */
public enum QualifierScope {
    CLASS,
    ASSOCIATION,
    INDICATION,
    PROPERTY,
    REFERENCE,
    METHOD,
    PARAMETER;

    /** The keyword of MOF and CIM-XML. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The scope of a keyword in any case. */
    public static Optional<QualifierScope> ofKeyword(String keyword) {
        for (QualifierScope scope : values()) {
            if (scope.name().equalsIgnoreCase(keyword)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
