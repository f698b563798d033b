package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.provider.AssociationProvider;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.provider.ProviderRegistry;

/** Walks from an object over associations to others. */
final class Associations {
    /** Objects that one walk may find. */
    private static final int FOUND_MAX = 100_000;

    private final ProviderRegistry providers;

    Associations(ProviderRegistry providers) {
        this.providers = providers;
    }

    /** Instances of associations that refer to the source. */
    List<CimInstance> references(NamespaceClasses classes, AssociationQuery query, Caller caller) throws CimException {
        List<CimInstance> found = new ArrayList<>();
        for (CimClass association : candidates(classes, query)) {
            Optional<AssociationProvider> provider = providers.associations(classes.namespace(), association.name());
            if (provider.isEmpty()) {
                continue;
            }
            try (Stream<CimInstance> all = provider.get().references(caller, association.name(), query.source())) {
                all.filter(instance -> startsAt(instance, query))
                        .limit(FOUND_MAX)
                        .forEach(found::add);
            }
        }
        return found;
    }

    /** Paths of the objects at the other ends, each once. */
    Set<CimObjectPath> associators(NamespaceClasses classes, AssociationQuery query, Caller caller)
            throws CimException {
        Set<CimObjectPath> found = new LinkedHashSet<>();
        for (CimInstance association : references(classes, query, caller)) {
            for (CimProperty start : association.properties()) {
                if (!query.source().equals(start.value()) || !query.mayStartAt(start.name())) {
                    continue;
                }
                for (CimProperty end : association.properties()) {
                    if (!CimNames.same(end.name(), start.name())
                            && end.value() instanceof CimObjectPath target
                            && ends(classes, query, end, target)) {
                        found.add(target);
                    }
                }
            }
        }
        return found;
    }

    private static boolean startsAt(CimInstance association, AssociationQuery query) {
        return association.properties().stream()
                .anyMatch(property ->
                        query.mayStartAt(property.name()) && query.source().equals(property.value()));
    }

    private static boolean ends(
            NamespaceClasses classes, AssociationQuery query, CimProperty property, CimObjectPath target) {
        return query.mayEndAt(property.name())
                && (query.resultClass() == null || classes.isSubclass(target.className(), query.resultClass()));
    }

    /** Association classes that can refer to the source's class. */
    List<CimClass> candidates(NamespaceClasses classes, AssociationQuery query) throws CimException {
        String wanted = query.associationClass();
        List<CimClass> among = wanted == null
                ? classes.subclasses(null, true)
                : classes.withSubclasses(classes.find(wanted).orElseThrow());
        List<String> lineage = classes.lineage(query.sourceClass().name());
        return among.stream()
                .filter(CimClass::isAssociation)
                .filter(association -> association.properties().stream()
                        .anyMatch(property -> query.mayStartAt(property.name()) && refersTo(property, lineage)))
                .toList();
    }

    static boolean refersTo(CimProperty property, List<String> lineage) {
        String target = property.type().referenceClass();
        return property.type().type() == CimType.REFERENCE
                && target != null
                && lineage.stream().anyMatch(target::equalsIgnoreCase);
    }
}
