package org.qgate.wbem.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.QualifierScope;

/** How qualifiers reach the elements of a subclass (DSP0004, qualifier flavors), and which may stand where. */
final class QualifierPropagation {
    private static final String EMBEDDED_OBJECT = "EmbeddedObject";
    private static final String EMBEDDED_INSTANCE = "EmbeddedInstance";

    private final Schema schema;
    private final BiConsumer<String, String> violations;

    QualifierPropagation(Schema schema, BiConsumer<String, String> violations) {
        this.schema = schema;
        this.violations = violations;
    }

    /**
     * All qualifiers of an element.
     *
     * @param own those that stand on it
     * @param inherited those of the element that it overrides, or of the superclass
     */
    List<CimQualifier> merge(
            String element, QualifierScope scope, List<CimQualifier> own, List<CimQualifier> inherited) {
        List<CimQualifier> merged = new ArrayList<>();
        for (CimQualifier qualifier : own) {
            check(element, scope, qualifier);
            find(inherited, qualifier.name())
                    .filter(above -> above.flavor().toSubclass())
                    .ifPresent(above -> checkOverride(element, qualifier, above));
            merged.add(qualifier);
        }
        for (CimQualifier above : inherited) {
            if (above.flavor().toSubclass() && find(own, above.name()).isEmpty()) {
                merged.add(above.asPropagated());
            }
        }
        return merged;
    }

    /** What a subclass sees of an element that it leaves as it is. */
    static List<CimQualifier> passOn(List<CimQualifier> inherited) {
        return inherited.stream()
                .filter(above -> above.flavor().toSubclass())
                .map(CimQualifier::asPropagated)
                .toList();
    }

    /** Embedded objects travel in strings. */
    void checkEmbedding(String element, DataType type, List<CimQualifier> qualifiers) {
        for (String name : List.of(EMBEDDED_OBJECT, EMBEDDED_INSTANCE)) {
            if (find(qualifiers, name).isPresent() && type.type() != CimType.STRING) {
                violations.accept(element, "is qualified " + name + ", so its type must be string and not " + type);
            }
        }
    }

    static Optional<CimQualifier> find(List<CimQualifier> qualifiers, String name) {
        return qualifiers.stream()
                .filter(qualifier -> CimNames.same(qualifier.name(), name))
                .findFirst();
    }

    private void check(String element, QualifierScope scope, CimQualifier qualifier) {
        Optional<CimQualifierType> declared = schema.qualifierType(qualifier.name());
        if (declared.isEmpty()) {
            violations.accept(element, "qualifier " + qualifier.name() + " is not declared");
            return;
        }
        CimQualifierType type = declared.get();
        if (!mayStandOn(type, scope)) {
            violations.accept(element, "qualifier " + type.name() + " may not stand on a " + scope.keyword());
        }
        if (!type.type().isLike(qualifier.type())) {
            violations.accept(
                    element,
                    "qualifier " + type.name() + " is declared as " + type.type() + " and used as " + qualifier.type());
        }
    }

    /** Associations and indications are classes too. */
    private static boolean mayStandOn(CimQualifierType type, QualifierScope scope) {
        boolean isClass = scope == QualifierScope.ASSOCIATION || scope == QualifierScope.INDICATION;
        return type.scopes().contains(scope) || (isClass && type.scopes().contains(QualifierScope.CLASS));
    }

    private void checkOverride(String element, CimQualifier own, CimQualifier above) {
        boolean differs =
                own.value() == null ? above.value() != null : !own.value().equals(above.value());
        if (!above.flavor().overridable() && differs) {
            violations.accept(
                    element,
                    "qualifier " + own.name() + " is inherited as " + above.value() + " and may not be overridden by "
                            + own.value());
        }
    }
}
