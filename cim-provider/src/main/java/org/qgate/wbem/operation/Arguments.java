package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.CallArgument;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.cimxml.TypedValues;
import org.qgate.wbem.cimxml.XmlValue;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** The arguments of an operation of the server. Each is asked for in the form that the operation defines. */
final class Arguments {
    private final String method;
    private final Map<String, XmlValue> values = new HashMap<>();

    Arguments(CimRequest.IntrinsicCall call) {
        method = call.method();
        for (CallArgument argument : call.arguments()) {
            values.put(CimNames.fold(argument.name()), argument.value());
        }
    }

    /** Refuses arguments that the operation does not have. */
    void allow(Set<String> foldedNames) throws CimException {
        for (String name : values.keySet()) {
            if (!foldedNames.contains(name)) {
                throw wrong(Shown.name(name), "is no parameter of " + method);
            }
        }
    }

    String className(String name) throws CimException {
        return optionalClassName(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalClassName(String name) throws CimException {
        XmlValue value = value(name);
        if (value instanceof XmlValue.Nothing) {
            return Optional.empty();
        }
        if (value instanceof XmlValue.ClassName className) {
            return Optional.of(className.name());
        }
        if (value instanceof XmlValue.Text text && !text.text().isBlank()) {
            return Optional.of(text.text().strip());
        }
        throw wrong(name, "is no class name");
    }

    CimObjectPath instanceName(String name) throws CimException {
        return required(name, XmlValue.Path.class, "instance name").path();
    }

    /** A class name or an instance name, the former as a path without keys; some clients send it as an instance name without keys. */
    ObjectName objectName(String name) throws CimException {
        XmlValue value = value(name);
        if (value instanceof XmlValue.ClassName className) {
            return new ObjectName(CimObjectPath.ofClass(null, className.name()), true);
        }
        CimObjectPath path = instanceName(name);
        return new ObjectName(path, path.keys().isEmpty());
    }

    /** Names a class or an instance. */
    record ObjectName(CimObjectPath path, boolean ofClass) {}

    boolean flag(String name, boolean otherwise) throws CimException {
        Optional<CimValue> value = typed(name, CimType.BOOLEAN);
        return value.isEmpty() ? otherwise : value.get() instanceof CimBoolean bool && bool.value();
    }

    /** Empty if there is no such argument. */
    private Optional<CimValue> typed(String name, CimType type) throws CimException {
        XmlValue value = value(name);
        if (value instanceof XmlValue.Nothing) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(TypedValues.of(type, value));
        } catch (IllegalArgumentException e) {
            throw wrong(name, e.getMessage());
        }
    }

    String string(String name) throws CimException {
        return optionalString(name).orElseThrow(() -> missing(name));
    }

    Optional<String> optionalString(String name) throws CimException {
        XmlValue value = value(name);
        if (value instanceof XmlValue.Nothing) {
            return Optional.empty();
        }
        if (value instanceof XmlValue.Text text) {
            return Optional.of(text.text());
        }
        throw wrong(name, "is no string");
    }

    OptionalLong uint32(String name) throws CimException {
        return typed(name, CimType.UINT32).orElse(null) instanceof CimInteger number
                ? OptionalLong.of(number.bits())
                : OptionalLong.empty();
    }

    /** Folded names; empty if all properties are asked for. */
    Optional<Set<String>> propertyList() throws CimException {
        XmlValue value = value("PropertyList");
        if (value instanceof XmlValue.Nothing) {
            return Optional.empty();
        }
        List<@Nullable String> texts = new ArrayList<>();
        if (value instanceof XmlValue.TextArray array) {
            texts.addAll(array.texts());
        } else if (value instanceof XmlValue.Text text) {
            texts.add(text.text());
        } else {
            throw wrong("PropertyList", "is no array of strings");
        }
        Set<String> names = new LinkedHashSet<>();
        for (String text : texts) {
            if (text == null || text.isBlank()) {
                throw wrong("PropertyList", "holds an empty name");
            }
            names.add(CimNames.fold(text.strip()));
        }
        return Optional.of(names);
    }

    CimInstance instance(String name) throws CimException {
        return required(name, XmlValue.InstanceValue.class, "instance").instance();
    }

    CimClass declaration(String name) throws CimException {
        return required(name, XmlValue.ClassDeclaration.class, "class").value();
    }

    CimQualifierType qualifierType(String name) throws CimException {
        return required(name, XmlValue.QualifierDeclaration.class, "qualifier declaration")
                .value();
    }

    private <T extends XmlValue> T required(String name, Class<T> form, String what) throws CimException {
        XmlValue value = value(name);
        if (form.isInstance(value)) {
            return form.cast(value);
        }
        throw value instanceof XmlValue.Nothing ? missing(name) : wrong(name, "is no " + what);
    }

    /** A value that awaits its type. */
    XmlValue value(String name) {
        XmlValue value = values.get(CimNames.fold(name));
        return value == null ? new XmlValue.Nothing() : value;
    }

    private CimException missing(String name) {
        return wrong(name, "is missing");
    }

    private static CimException wrong(String name, @Nullable String problem) {
        return new CimException(CimStatus.INVALID_PARAMETER, "parameter " + name + " " + problem);
    }
}
