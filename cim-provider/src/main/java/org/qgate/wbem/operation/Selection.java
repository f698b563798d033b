package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimProperty;

/**
 * Which properties of an instance a client is given. LocalOnly and IncludeQualifiers are deprecated for instances, and servers may treat them as
 * false (DSP0200 5.4.2): so it is here.
 *
 * @param propertyList folded names, or null for all
 * @param shallow with DeepInheritance false: the class whose properties alone are given
 * @param classOrigin whether each property tells the class that declared it first
 */
record Selection(
        @Nullable Set<String> propertyList, @Nullable CimClass shallow, boolean classOrigin) {
    /** What is asked for by PropertyList and IncludeClassOrigin. */
    static Selection of(Arguments arguments) throws CimException {
        Optional<Set<String>> list = arguments.propertyList();
        return new Selection(list.orElse(null), null, arguments.flag("IncludeClassOrigin", false));
    }

    /** The same, but only with properties that a class has. */
    Selection within(CimClass top) {
        return new Selection(propertyList, top, classOrigin);
    }

    /** The instance as the client sees it, with those properties too that have no value. */
    CimInstance of(CimInstance instance, NamespaceClasses classes) {
        ClassShape shape = classes.shape(instance.className());
        if (isPlain() && instance.properties().size() == shape.size()) {
            return instance;
        }
        List<CimProperty> selected = new ArrayList<>(shape.size());
        for (CimProperty property : shape.completed(instance)) {
            if (selects(property.name())) {
                selected.add(classOrigin ? property.withOrigin(shape.origin(property.name()), false) : property);
            }
        }
        return instance.withProperties(selected);
    }

    private boolean isPlain() {
        return propertyList == null && shallow == null && !classOrigin;
    }

    private boolean selects(String name) {
        return (propertyList == null || propertyList.contains(CimNames.fold(name)))
                && (shallow == null || shallow.property(name).isPresent());
    }
}
