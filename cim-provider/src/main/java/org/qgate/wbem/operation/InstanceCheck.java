package org.qgate.wbem.operation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.cimxml.EmbeddedObjects;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimException;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimStatus;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;

/** Checks instances of clients against their class before any provider sees them. */
final class InstanceCheck {
    private static final int EMBEDDING_MAX = 8;

    private final NamespaceClasses classes;
    private final TypedKeys keys;

    InstanceCheck(NamespaceClasses classes) {
        this.classes = classes;
        this.keys = new TypedKeys(classes);
    }

    /**
     * The instance with the class's own spelling and types and without anything that only messages carry.
     *
     * @param unknownProperty status if the class lacks a property
     */
    CimInstance checked(CimInstance instance, CimClass declaration, CimStatus unknownProperty) throws CimException {
        return checked(instance, declaration, unknownProperty, 0);
    }

    private CimInstance checked(CimInstance instance, CimClass declaration, CimStatus unknownProperty, int embedding)
            throws CimException {
        List<CimProperty> properties = new ArrayList<>();
        for (CimProperty property : instance.properties()) {
            CimProperty declared = declaration
                    .property(property.name())
                    .orElseThrow(() -> new CimException(
                            unknownProperty,
                            "class " + declaration.name() + " has no property " + Shown.name(property.name())));
            CimValue value = property.value();
            if (!property.type().isLike(declared.type()) && value != null) {
                throw wrong(
                        "property " + declared.name() + " is of type " + declared.type() + ", not " + property.type());
            }
            CimValue checked = value == null ? null : value(declared, value, embedding);
            properties.add(CimProperty.of(declared.name(), declared.type(), checked));
        }
        return new CimInstance(declaration.name(), null, properties, List.of());
    }

    private CimValue value(CimProperty declared, CimValue value, int embedding) throws CimException {
        return value(declared.name(), declared.type(), declared.qualifiers(), value, embedding);
    }

    /** A value of a property or parameter as its declaration wants it: references with namespace, embedded objects checked themselves. */
    CimValue value(String name, DataType type, List<CimQualifier> qualifiers, CimValue value) throws CimException {
        return value(name, type, qualifiers, value, 0);
    }

    private CimValue value(String name, DataType type, List<CimQualifier> qualifiers, CimValue value, int embedding)
            throws CimException {
        if (embedding > EMBEDDING_MAX) {
            throw wrong(name + " is embedded deeper than " + EMBEDDING_MAX + " levels");
        }
        if (value instanceof CimArray array) {
            List<@Nullable CimValue> elements = new ArrayList<>();
            for (CimValue element : array.elements()) {
                elements.add(element == null ? null : single(name, qualifiers, element, embedding));
            }
            return accepted(name, type, new CimArray(elements));
        }
        return accepted(name, type, single(name, qualifiers, value, embedding));
    }

    private static CimValue accepted(String name, DataType type, CimValue value) throws CimException {
        if (!type.accepts(value)) {
            throw wrong(name + " is of type " + type);
        }
        if (value instanceof CimArray array
                && type.arraySize().isPresent()
                && array.elements().size() > type.arraySize().getAsInt()) {
            throw wrong(name + " has at most " + type.arraySize().getAsInt() + " elements");
        }
        return value;
    }

    private CimValue single(String name, List<CimQualifier> qualifiers, CimValue value, int embedding)
            throws CimException {
        if (value instanceof CimObjectPath path) {
            return keys.reference(path);
        }
        boolean embeds = qualifiers.stream().anyMatch(InstanceCheck::embeds);
        if (embeds && value instanceof CimString text) {
            return single(name, qualifiers, EmbeddedObjects.read(name, text.value()), embedding);
        }
        if (value instanceof CimInstance instance) {
            if (!embeds) {
                throw wrong(name + " holds no embedded instances");
            }
            return embedded(name, qualifiers, instance, embedding);
        }
        return value;
    }

    private CimInstance embedded(String name, List<CimQualifier> qualifiers, CimInstance instance, int embedding)
            throws CimException {
        CimClass declaration = classes.require(instance.className(), CimStatus.INVALID_PARAMETER);
        for (CimQualifier qualifier : qualifiers) {
            if (qualifier.name().equalsIgnoreCase("EmbeddedInstance")
                    && qualifier.value() instanceof CimString wanted
                    && !classes.isSubclass(declaration.name(), wanted.value())) {
                throw wrong(name + " holds instances of " + wanted.value() + ", not of " + declaration.name());
            }
        }
        return checked(instance, declaration, CimStatus.INVALID_PARAMETER, embedding + 1);
    }

    private static boolean embeds(CimQualifier qualifier) {
        return qualifier.name().equalsIgnoreCase("EmbeddedInstance")
                || (qualifier.name().equalsIgnoreCase("EmbeddedObject") && qualifier.isTrue());
    }

    private static CimException wrong(String problem) {
        return new CimException(CimStatus.INVALID_PARAMETER, problem);
    }
}
