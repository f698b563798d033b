package org.qgate.wbem.query;

import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;

/** A query that has been understood. */
public final class Query {
    private final @Nullable String className;
    private final List<PropertyPath> selected;
    private final @Nullable Condition where;

    Query(@Nullable String className, List<PropertyPath> selected, @Nullable Condition where) {
        this.className = className;
        this.selected = List.copyOf(selected);
        this.where = where;
    }

    /**
     * The class that it selects from.
     *
     * @throws IllegalStateException if it is a filter, which names none
     */
    public String className() {
        if (className == null) {
            throw new IllegalStateException("a filter query names no class");
        }
        return className;
    }

    /** Whether an instance, of the right class already, satisfies the condition. */
    public boolean accepts(CimInstance instance, BiPredicate<String, String> subclass) {
        return where == null || where.judge(instance, subclass) == Truth.TRUE;
    }

    /** True if all properties are asked for. */
    public boolean selectsAll() {
        return selected.isEmpty();
    }

    /** The instance with the properties that were asked for. */
    public CimInstance project(CimInstance instance) {
        return selectsAll() ? instance : instance.filter(property -> selects(property.name()));
    }

    /** True if the property was asked for, or something in it. */
    public boolean selects(String property) {
        return selectsAll()
                || selected.stream().anyMatch(path -> CimNames.same(path.names().get(0), property));
    }
}
