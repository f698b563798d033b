package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
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

/** Reads declarations of classes and qualifiers. Each method is called at the start of its element and leaves the cursor at its end. */
final class ClassReader {
    private final XmlCursor cursor;
    private final ValueProblems problems;
    private final InstanceReader elements;
    private final ValueReader values;

    ClassReader(XmlCursor cursor, ValueProblems problems) {
        this.cursor = cursor;
        this.problems = problems;
        this.elements = new InstanceReader(cursor, problems);
        this.values = new ValueReader(cursor, problems);
    }

    /** CLASS. */
    CimClass declaration() throws MessageFaultException {
        String name = cursor.requiredName("NAME");
        String superclass = cursor.attribute("SUPERCLASS");
        List<CimQualifier> qualifiers = new ArrayList<>();
        List<CimProperty> properties = new ArrayList<>();
        List<CimMethod> methods = new ArrayList<>();
        while (cursor.next()) {
            switch (cursor.name()) {
                case "QUALIFIER" -> qualifiers.add(elements.qualifier());
                case "METHOD" -> methods.add(method());
                default -> properties.add(elements.property());
            }
        }
        try {
            return new CimClass(
                    name,
                    superclass == null || superclass.isBlank() ? null : superclass,
                    qualifiers,
                    properties,
                    methods);
        } catch (IllegalArgumentException e) {
            problems.add("class " + name, e);
            return new CimClass(name, null, List.of(), List.of(), List.of());
        }
    }

    private CimMethod method() throws MessageFaultException {
        String name = cursor.requiredName("NAME");
        String keyword = cursor.attribute("TYPE", "uint32");
        CimType type = CimType.ofKeyword(keyword).orElseThrow(() -> cursor.notValid("TYPE is no CIM type"));
        String origin = cursor.attribute("CLASSORIGIN");
        boolean propagated = cursor.flag("PROPAGATED", false);
        List<CimQualifier> qualifiers = new ArrayList<>();
        List<CimParameter> parameters = new ArrayList<>();
        while (cursor.next()) {
            if (cursor.is("QUALIFIER")) {
                qualifiers.add(elements.qualifier());
            } else {
                parameters.add(parameter());
            }
        }
        return new CimMethod(name, DataType.of(type), parameters, origin, propagated, qualifiers);
    }

    private CimParameter parameter() throws MessageFaultException {
        String kind = cursor.name();
        boolean array = kind.equals("PARAMETER.ARRAY") || kind.equals("PARAMETER.REFARRAY");
        boolean reference = kind.equals("PARAMETER.REFERENCE") || kind.equals("PARAMETER.REFARRAY");
        if (!array && !reference && !kind.equals("PARAMETER")) {
            throw cursor.unexpected();
        }
        String name = cursor.requiredName("NAME");
        CimType type = reference ? CimType.REFERENCE : InstanceReader.type(cursor);
        String referenceClass = reference ? cursor.attribute("REFERENCECLASS") : null;
        OptionalInt size = array ? InstanceReader.arraySize(cursor) : OptionalInt.empty();
        List<CimQualifier> qualifiers = new ArrayList<>();
        while (cursor.next()) {
            qualifiers.add(elements.qualifier());
        }
        return new CimParameter(name, new DataType(type, array, size, referenceClass), qualifiers);
    }

    /** QUALIFIER.DECLARATION. */
    CimQualifierType qualifierType() throws MessageFaultException {
        String name = cursor.requiredName("NAME");
        CimType type = InstanceReader.type(cursor);
        boolean array = cursor.flag("ISARRAY", false);
        OptionalInt size = array ? InstanceReader.arraySize(cursor) : OptionalInt.empty();
        Flavor flavor = InstanceReader.flavor(cursor);
        Set<QualifierScope> scopes = EnumSet.noneOf(QualifierScope.class);
        CimValue value = null;
        while (cursor.next()) {
            if (cursor.is("SCOPE")) {
                for (QualifierScope scope : QualifierScope.values()) {
                    if (cursor.flag(scope.name(), false)) {
                        scopes.add(scope);
                    }
                }
                cursor.end();
            } else {
                value = values.typed("qualifier " + name, type, false, values.value());
            }
        }
        return qualifierType(name, new DataType(type, array, size, null), value, scopes, flavor);
    }

    private CimQualifierType qualifierType(
            String name, DataType type, @Nullable CimValue value, Set<QualifierScope> scopes, Flavor flavor) {
        try {
            return new CimQualifierType(name, type, value, scopes, flavor);
        } catch (IllegalArgumentException e) {
            problems.add("qualifier " + name, e);
            return new CimQualifierType(name, type, null, scopes, flavor);
        }
    }
}
