package org.qgate.wbem.schema;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimType;

/** Rules of DSP0004 for a class as a whole: keys, references, and what kind of class may descend from which. */
final class ClassRules {
    private static final int REFERENCES_MIN = 2;

    private final CimClass resolved;
    private final @Nullable CimClass superclass;
    private final BiConsumer<String, String> violations;

    ClassRules(CimClass resolved, @Nullable CimClass superclass, BiConsumer<String, String> violations) {
        this.resolved = resolved;
        this.superclass = superclass;
        this.violations = violations;
    }

    void check() {
        checkKeys();
        checkReferences();
        if (superclass != null && superclass.has("Terminal")) {
            violations.accept("", superclass.name() + " is qualified Terminal and can have no subclass");
        }
        if (superclass != null && resolved.isAssociation() && !superclass.isAssociation()) {
            violations.accept("", "an association cannot descend from " + superclass.name() + ", which is none");
        }
        if (superclass != null && resolved.isIndication() && !superclass.isIndication()) {
            violations.accept("", "an indication cannot descend from " + superclass.name() + ", which is none");
        }
    }

    private void checkKeys() {
        List<CimProperty> inherited = superclass == null ? List.of() : superclass.keys();
        for (CimProperty key : resolved.keys()) {
            boolean isNew = inherited.stream().noneMatch(above -> CimNames.same(above.name(), key.name()));
            if (!inherited.isEmpty() && isNew) {
                violations.accept(
                        key.name(),
                        "cannot become a key: the keys of " + resolved.superclass()
                                + " are those of all its subclasses");
            }
            if (key.type().array()) {
                violations.accept(key.name(), "is an array and so cannot be a key");
            }
            if (key.has("EmbeddedObject") || key.qualifier("EmbeddedInstance").isPresent()) {
                violations.accept(key.name(), "is an embedded object and so cannot be a key");
            }
        }
        boolean needsKeys = !resolved.isAbstract()
                && !resolved.isIndication()
                && !resolved.has("Structure")
                && !resolved.has("Exception");
        if (needsKeys && resolved.keys().isEmpty()) {
            violations.accept("", "has no key; give it one, or qualify it Abstract, Indication or Structure");
        }
    }

    private void checkReferences() {
        List<CimProperty> references = resolved.properties().stream()
                .filter(property -> property.type().type() == CimType.REFERENCE)
                .toList();
        for (CimProperty reference : references) {
            if (!resolved.isAssociation() && !resolved.isIndication()) {
                violations.accept(reference.name(), "is a reference, which only an association may have");
            }
            if (reference.type().array()) {
                violations.accept(reference.name(), "is an array of references, which only a parameter may be");
            }
        }
        if (resolved.isAssociation() && references.size() < REFERENCES_MIN) {
            violations.accept("", "is an association and needs two references at least");
        }
    }
}
