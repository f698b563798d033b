package org.qgate.wbem.cimxml;

import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimMethod;
import org.qgate.wbem.model.CimParameter;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.Flavor;
import org.qgate.wbem.model.QualifierScope;

/**
 * Writes instances, classes and qualifiers. Every element gets an end tag and attributes of default value are left out, for clients whose
 * parsers go by position.
 */
final class ElementWriter {
    private static final byte[] INSTANCE = XmlBuffer.ascii("<INSTANCE CLASSNAME=\"");
    private static final byte[] INSTANCE_END = XmlBuffer.ascii("</INSTANCE>");
    private static final byte[] PROPERTY_END = XmlBuffer.ascii("</PROPERTY>");
    private static final byte[] ARRAY_END = XmlBuffer.ascii("</PROPERTY.ARRAY>");
    private static final byte[] TAG_END = XmlBuffer.ascii(">");

    private final XmlBuffer out;
    private final ValueWriter values;

    ElementWriter(XmlBuffer out, ValueWriter values) {
        this.out = out;
        this.values = values;
    }

    /** INSTANCE. */
    void instance(CimInstance instance) {
        out.raw(INSTANCE).attributeText(instance.className()).raw("\">");
        for (CimQualifier qualifier : instance.qualifiers()) {
            qualifier(qualifier);
        }
        for (CimProperty property : instance.properties()) {
            property(property, true);
        }
        out.raw(INSTANCE_END);
    }

    /** CLASS. */
    void declaration(CimClass declaration) {
        out.raw("<CLASS");
        attribute(" NAME", declaration.name());
        attribute(" SUPERCLASS", declaration.superclass());
        out.raw(TAG_END);
        for (CimQualifier qualifier : declaration.qualifiers()) {
            qualifier(qualifier);
        }
        for (CimProperty property : declaration.properties()) {
            property(property, false);
        }
        for (CimMethod method : declaration.methods()) {
            method(method);
        }
        out.raw("</CLASS>");
    }

    private void property(CimProperty property, boolean ofInstance) {
        DataType type = property.type();
        if (type.type() == CimType.REFERENCE && !type.array()) {
            reference(property);
            return;
        }
        out.raw(
                type.array()
                        ? PropertyPrefixes.array(property.name(), type.type())
                        : PropertyPrefixes.scalar(property.name(), type.type()));
        if (type.arraySize().isPresent()) {
            out.raw(" ARRAYSIZE=\"").number(type.arraySize().getAsInt()).raw("\"");
        }
        origin(property.classOrigin(), property.propagated());
        CimValue value = property.value();
        if (ofInstance) {
            attribute(" EmbeddedObject", ValueWriter.embeddedKind(value));
        }
        out.raw(TAG_END);
        for (CimQualifier qualifier : property.qualifiers()) {
            qualifier(qualifier);
        }
        if (value != null) {
            values.value(value);
        }
        out.raw(type.array() ? ARRAY_END : PROPERTY_END);
    }

    private void reference(CimProperty property) {
        out.raw("<PROPERTY.REFERENCE");
        attribute(" NAME", property.name());
        attribute(" REFERENCECLASS", property.type().referenceClass());
        origin(property.classOrigin(), property.propagated());
        out.raw(TAG_END);
        for (CimQualifier qualifier : property.qualifiers()) {
            qualifier(qualifier);
        }
        CimValue value = property.value();
        if (value != null) {
            values.value(value);
        }
        out.raw("</PROPERTY.REFERENCE>");
    }

    private void method(CimMethod method) {
        out.raw("<METHOD");
        attribute(" NAME", method.name());
        attribute(" TYPE", method.returnType().type().keyword());
        origin(method.classOrigin(), method.propagated());
        out.raw(TAG_END);
        for (CimQualifier qualifier : method.qualifiers()) {
            qualifier(qualifier);
        }
        for (CimParameter parameter : method.parameters()) {
            parameter(parameter);
        }
        out.raw("</METHOD>");
    }

    private void parameter(CimParameter parameter) {
        DataType type = parameter.type();
        boolean reference = type.type() == CimType.REFERENCE;
        String element =
                "PARAMETER" + (reference ? (type.array() ? ".REFARRAY" : ".REFERENCE") : type.array() ? ".ARRAY" : "");
        out.raw("<").raw(element);
        attribute(" NAME", parameter.name());
        if (reference) {
            attribute(" REFERENCECLASS", type.referenceClass());
        } else {
            attribute(" TYPE", type.type().keyword());
        }
        if (type.arraySize().isPresent()) {
            out.raw(" ARRAYSIZE=\"").number(type.arraySize().getAsInt()).raw("\"");
        }
        out.raw(TAG_END);
        for (CimQualifier qualifier : parameter.qualifiers()) {
            qualifier(qualifier);
        }
        out.raw("</").raw(element).raw(TAG_END);
    }

    /** QUALIFIER. */
    private void qualifier(CimQualifier qualifier) {
        out.raw("<QUALIFIER");
        attribute(" NAME", qualifier.name());
        attribute(" TYPE", qualifier.type().type().keyword());
        if (qualifier.propagated()) {
            out.raw(" PROPAGATED=\"true\"");
        }
        flavor(qualifier.flavor());
        out.raw(TAG_END);
        CimValue value = qualifier.value();
        if (value != null) {
            values.value(value);
        }
        out.raw("</QUALIFIER>");
    }

    /** QUALIFIER.DECLARATION. */
    void qualifierType(CimQualifierType type) {
        out.raw("<QUALIFIER.DECLARATION");
        attribute(" NAME", type.name());
        attribute(" TYPE", type.type().type().keyword());
        out.raw(type.type().array() ? " ISARRAY=\"true\"" : " ISARRAY=\"false\"");
        flavor(type.flavor());
        out.raw("><SCOPE");
        for (QualifierScope scope : QualifierScope.values()) {
            if (type.scopes().contains(scope)) {
                out.raw(" ").raw(scope.name()).raw("=\"true\"");
            }
        }
        out.raw("></SCOPE>");
        CimValue value = type.value();
        if (value != null) {
            values.value(value);
        }
        out.raw("</QUALIFIER.DECLARATION>");
    }

    private void flavor(Flavor flavor) {
        if (!flavor.overridable()) {
            out.raw(" OVERRIDABLE=\"false\"");
        }
        if (!flavor.toSubclass()) {
            out.raw(" TOSUBCLASS=\"false\"");
        }
        if (flavor.translatable()) {
            out.raw(" TRANSLATABLE=\"true\"");
        }
    }

    private void origin(@Nullable String classOrigin, boolean propagated) {
        attribute(" CLASSORIGIN", classOrigin);
        if (propagated) {
            out.raw(" PROPAGATED=\"true\"");
        }
    }

    private void attribute(String name, @Nullable String value) {
        if (value != null) {
            out.raw(name).raw("=\"").attributeText(value).raw("\"");
        }
    }
}
