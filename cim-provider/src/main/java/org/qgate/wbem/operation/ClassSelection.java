package org.qgate.wbem.operation;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;

/** What of a class a client is given. */
record ClassSelection(
        boolean localOnly,
        boolean qualifiers,
        boolean classOrigin,
        @Nullable Set<String> propertyList) {
    /** Of GetClass and EnumerateClasses. */
    static ClassSelection of(Arguments arguments) throws CimException {
        return new ClassSelection(
                arguments.flag("LocalOnly", true),
                arguments.flag("IncludeQualifiers", true),
                arguments.flag("IncludeClassOrigin", false),
                arguments.propertyList().orElse(null));
    }

    /** Of associations between classes. */
    static ClassSelection ofAssociations(Arguments arguments) throws CimException {
        Optional<Set<String>> list = arguments.propertyList();
        return new ClassSelection(
                false,
                arguments.flag("IncludeQualifiers", false),
                arguments.flag("IncludeClassOrigin", false),
                list.orElse(null));
    }

    /** The class as the client sees it. */
    CimClass of(CimClass declaration) {
        List<CimProperty> properties = declaration.properties().stream()
                .filter(property -> !localOnly || !property.propagated())
                .filter(property -> propertyList == null || propertyList.contains(CimNames.fold(property.name())))
                .map(this::property)
                .toList();
        List<CimMethod> methods = declaration.methods().stream()
                .filter(method -> !localOnly || !method.propagated())
                .map(this::method)
                .toList();
        return new CimClass(
                declaration.name(),
                declaration.superclass(),
                qualifiers(declaration.qualifiers()).stream()
                        .filter(qualifier -> !localOnly || !qualifier.propagated())
                        .toList(),
                properties,
                methods);
    }

    private CimProperty property(CimProperty property) {
        return property.withQualifiers(qualifiers(property.qualifiers()))
                .withOrigin(classOrigin ? property.classOrigin() : null, property.propagated());
    }

    private CimMethod method(CimMethod method) {
        List<CimParameter> parameters = method.parameters().stream()
                .map(parameter ->
                        new CimParameter(parameter.name(), parameter.type(), qualifiers(parameter.qualifiers())))
                .toList();
        return method.with(qualifiers(method.qualifiers()), parameters)
                .withOrigin(classOrigin ? method.classOrigin() : null, method.propagated());
    }

    private List<CimQualifier> qualifiers(List<CimQualifier> all) {
        return qualifiers ? all : List.of();
    }
}
