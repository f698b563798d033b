package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qgate.wbem.cimxml.CimResult;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.schema.Schema;
import org.qgate.wbem.schema.SchemaRepository;

/** Operations that walk over associations, from instances and from classes. */
final class AssociationOperations {
    private final SchemaRepository schemas;
    private final Instances instances;
    private final Associations associations;

    AssociationOperations(SchemaRepository schemas, Instances instances, Associations associations) {
        this.schemas = schemas;
        this.instances = instances;
        this.associations = associations;
    }

    CimResult associators(OperationCall call) throws CimException {
        Arguments.ObjectName source = call.arguments().objectName("ObjectName");
        AssociationQuery query = AssociationQuery.ofAssociators(call, source);
        if (source.ofClass()) {
            return classesWithPath(call, associatedClasses(call, query));
        }
        return new CimResult.ObjectsWithPath(associatedInstances(call, query));
    }

    CimResult associatorNames(OperationCall call) throws CimException {
        Arguments.ObjectName source = call.arguments().objectName("ObjectName");
        AssociationQuery query = AssociationQuery.ofAssociators(call, source);
        return source.ofClass()
                ? classPaths(call, associatedClasses(call, query))
                : new CimResult.ObjectPaths(associations.associators(call.classes(), query, call.caller()).stream());
    }

    CimResult references(OperationCall call) throws CimException {
        Arguments.ObjectName source = call.arguments().objectName("ObjectName");
        AssociationQuery query = AssociationQuery.ofReferences(call, source);
        if (source.ofClass()) {
            return classesWithPath(call, associations.candidates(call.classes(), query));
        }
        return new CimResult.ObjectsWithPath(referringInstances(call, query));
    }

    CimResult referenceNames(OperationCall call) throws CimException {
        Arguments.ObjectName source = call.arguments().objectName("ObjectName");
        AssociationQuery query = AssociationQuery.ofReferences(call, source);
        return source.ofClass()
                ? classPaths(call, associations.candidates(call.classes(), query))
                : new CimResult.ObjectPaths(referringPaths(call, query));
    }

    /** Instances at the other ends, as the arguments want them. */
    Stream<CimInstance> associatedInstances(OperationCall call, AssociationQuery query) throws CimException {
        Selection selection = Selection.of(call.arguments());
        List<CimInstance> found = new ArrayList<>();
        for (CimObjectPath path : associations.associators(call.classes(), query, call.caller())) {
            NamespaceClasses there = classesOf(call, path);
            find(path, call.caller()).ifPresent(instance -> found.add(selection.of(instance, there)));
        }
        return found.stream();
    }

    /** What refers to an object may outlive it for a moment, and may lead to where nobody answers. */
    private Optional<CimInstance> find(CimObjectPath path, Caller caller) throws CimException {
        return path.namespace() == null ? Optional.empty() : instances.find(path, caller);
    }

    Stream<CimObjectPath> associatedPaths(OperationCall call, AssociationQuery query) throws CimException {
        return associations.associators(call.classes(), query, call.caller()).stream();
    }

    /** Associations that refer to the source, as the arguments want them. */
    Stream<CimInstance> referringInstances(OperationCall call, AssociationQuery query) throws CimException {
        Selection selection = Selection.of(call.arguments());
        return associations.references(call.classes(), query, call.caller()).stream()
                .map(instance -> selection.of(instance, call.classes()));
    }

    Stream<CimObjectPath> referringPaths(OperationCall call, AssociationQuery query) throws CimException {
        return associations.references(call.classes(), query, call.caller()).stream()
                .map(AssociationOperations::pathOf);
    }

    private NamespaceClasses classesOf(OperationCall call, CimObjectPath path) {
        String namespace = path.namespace();
        return namespace == null || namespace.equals(call.namespace())
                ? call.classes()
                : new NamespaceClasses(namespace, schemas.find(namespace).orElseGet(Schema::empty));
    }

    private List<CimClass> associatedClasses(OperationCall call, AssociationQuery query) throws CimException {
        NamespaceClasses classes = call.classes();
        List<String> lineage = classes.lineage(query.sourceClass().name());
        Map<String, CimClass> found = new LinkedHashMap<>();
        for (CimClass association : associations.candidates(classes, query)) {
            for (CimProperty start : association.properties()) {
                if (!query.mayStartAt(start.name()) || !Associations.refersTo(start, lineage)) {
                    continue;
                }
                for (CimProperty end : association.properties()) {
                    if (!CimNames.same(end.name(), start.name()) && query.mayEndAt(end.name())) {
                        target(classes, end, query).ifPresent(target -> found.put(target.name(), target));
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Optional<CimClass> target(NamespaceClasses classes, CimProperty end, AssociationQuery query) {
        String target = end.type().referenceClass();
        if (end.type().type() != CimType.REFERENCE || target == null) {
            return Optional.empty();
        }
        boolean wanted = query.resultClass() == null || classes.isSubclass(target, query.resultClass());
        return wanted ? classes.find(target) : Optional.empty();
    }

    private static CimResult classPaths(OperationCall call, List<CimClass> found) {
        return new CimResult.ClassPaths(found.stream()
                .map(one -> CimObjectPath.ofClass(call.namespace(), one.name()))
                .toList());
    }

    private static CimResult classesWithPath(OperationCall call, List<CimClass> found) throws CimException {
        ClassSelection selection = ClassSelection.ofAssociations(call.arguments());
        return new CimResult.ClassesWithPath(
                call.namespace(), found.stream().map(selection::of).toList());
    }

    private static CimObjectPath pathOf(CimInstance instance) {
        CimObjectPath path = instance.path();
        if (path == null) {
            throw new IllegalStateException("an association of " + instance.className() + " has no path");
        }
        return path;
    }
}
