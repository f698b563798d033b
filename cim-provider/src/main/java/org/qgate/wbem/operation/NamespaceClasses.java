package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.schema.Schema;

/** The classes of one namespace, as they were when the call came in. */
final class NamespaceClasses {
    /** Longer chains of superclasses than any schema has: a bound against a circle. */
    private static final int LINEAGE_MAX = 64;

    private final String namespace;
    private final Schema schema;
    private final Map<String, ClassShape> shapes = new ConcurrentHashMap<>();

    NamespaceClasses(String namespace, Schema schema) {
        this.namespace = namespace;
        this.schema = schema;
    }

    String namespace() {
        return namespace;
    }

    Schema schema() {
        return schema;
    }

    /** The shape of a class's instances, kept for the length of the call. */
    ClassShape shape(String className) {
        ClassShape known = shapes.get(className);
        if (known == null) {
            known = ClassShape.of(find(className));
            shapes.put(className, known);
        }
        return known;
    }

    Optional<CimClass> find(String className) {
        return schema.findClass(className);
    }

    /** The class, or an error with this status. */
    CimClass require(String className, CimStatus status) throws CimException {
        return find(className)
                .orElseThrow(() -> new CimException(
                        status, "there is no class " + Shown.name(className) + " in namespace " + namespace));
    }

    /** The class and its superclasses, upwards; empty if there is no such class. */
    List<String> lineage(@Nullable String className) {
        List<String> lineage = new ArrayList<>();
        String at = className;
        while (at != null && lineage.size() < LINEAGE_MAX) {
            Optional<CimClass> found = find(at);
            if (found.isEmpty()) {
                return lineage;
            }
            lineage.add(found.get().name());
            at = found.get().superclass();
        }
        return lineage;
    }

    boolean isSubclass(String className, String superclass) {
        return schema.isSubclass(className, superclass);
    }

    /** The class and everything derived from it. */
    List<CimClass> withSubclasses(CimClass top) {
        List<CimClass> all = new ArrayList<>();
        all.add(top);
        all.addAll(schema.subclasses(top.name(), true));
        return all;
    }

    /** What is derived from a class, or what is at the top if it is null. */
    List<CimClass> subclasses(@Nullable String className, boolean deep) {
        return schema.subclasses(className, deep);
    }
}
