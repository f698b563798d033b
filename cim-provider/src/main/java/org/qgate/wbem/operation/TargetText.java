package org.qgate.wbem.operation;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.qgate.wbem.cimxml.CallArgument;
import org.qgate.wbem.cimxml.XmlValue;
import org.qgate.wbem.model.CimObjectPath;

/** What a call is about, as an argument tells it. */
final class TargetText {
    private static final int ARGUMENTS_MAX = 8;

    private TargetText() {}

    /** The class that an argument names. */
    static Optional<String> className(XmlValue value) {
        if (value instanceof XmlValue.ClassName name) {
            return Optional.of(name.name());
        }
        if (value instanceof XmlValue.Path path) {
            return Optional.of(path.path().className());
        }
        if (value instanceof XmlValue.InstanceValue instance) {
            return Optional.of(instance.instance().className());
        }
        return value instanceof XmlValue.ClassDeclaration declaration
                ? Optional.of(declaration.value().name())
                : Optional.empty();
    }

    /** The object that an argument names, for the audit log. */
    static Optional<String> of(XmlValue value) {
        if (value instanceof XmlValue.Path path) {
            return Optional.of(path.path().toString());
        }
        if (value instanceof XmlValue.InstanceValue instance) {
            CimObjectPath path = instance.instance().path();
            return Optional.of(path == null ? instance.instance().className() : path.toString());
        }
        if (value instanceof XmlValue.QualifierDeclaration declaration) {
            return Optional.of("qualifier " + declaration.value().name());
        }
        return className(value);
    }

    /** The simple arguments of a method, for the audit log: which link, which transaction. */
    static String of(List<CallArgument> arguments) {
        return arguments.stream()
                .filter(argument -> argument.value() instanceof XmlValue.Text)
                .limit(ARGUMENTS_MAX)
                .map(argument ->
                        Shown.name(argument.name()) + "=" + Shown.name(((XmlValue.Text) argument.value()).text()))
                .collect(Collectors.joining(",", "(", ")"));
    }
}
