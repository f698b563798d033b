package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimQualifier;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.DataType;
import org.qgate.wbem.model.Flavor;

/** Reads instances, properties and qualifiers. Each method is called at the start of its element and leaves the cursor at its end. */
final class InstanceReader {
    private final XmlCursor cursor;
    private final ValueProblems problems;
    private final ValueReader values;
    private final PathReader paths;

    InstanceReader(XmlCursor cursor, ValueProblems problems) {
        this.cursor = cursor;
        this.problems = problems;
        this.values = new ValueReader(cursor, problems);
        this.paths = new PathReader(cursor, problems);
    }

    /** INSTANCE. */
    CimInstance instance() throws MessageFaultException {
        String className = cursor.requiredName("CLASSNAME");
        List<CimQualifier> qualifiers = new ArrayList<>();
        List<CimProperty> properties = new ArrayList<>();
        while (cursor.next()) {
            if (cursor.is("QUALIFIER")) {
                qualifiers.add(qualifier());
            } else {
                properties.add(property());
            }
        }
        try {
            return new CimInstance(className, null, properties, qualifiers);
        } catch (IllegalArgumentException e) {
            problems.add("instance of " + className, e);
            return CimInstance.of(className, List.of());
        }
    }

    /** VALUE.NAMEDINSTANCE and its kin: a path and an instance. */
    CimInstance namedInstance() throws MessageFaultException {
        if (!cursor.next()) {
            throw cursor.notValid("a named instance is empty");
        }
        CimObjectPath path = paths.anyPath();
        cursor.start("INSTANCE");
        CimInstance instance = instance().withPath(path);
        cursor.end();
        return instance;
    }

    /** PROPERTY, PROPERTY.ARRAY or PROPERTY.REFERENCE. */
    CimProperty property() throws MessageFaultException {
        String kind = cursor.name();
        boolean array = kind.equals("PROPERTY.ARRAY");
        boolean reference = kind.equals("PROPERTY.REFERENCE");
        if (!array && !reference && !kind.equals("PROPERTY")) {
            throw cursor.unexpected();
        }
        String name = cursor.requiredName("NAME");
        CimType type = reference ? CimType.REFERENCE : type(cursor);
        String referenceClass = reference ? cursor.attribute("REFERENCECLASS") : null;
        OptionalInt arraySize = array ? arraySize(cursor) : OptionalInt.empty();
        String origin = cursor.attribute("CLASSORIGIN");
        boolean propagated = cursor.flag("PROPAGATED", false);
        boolean embedded = isEmbedded(cursor);
        List<CimQualifier> qualifiers = new ArrayList<>();
        XmlValue value = new XmlValue.Nothing();
        while (cursor.next()) {
            if (cursor.is("QUALIFIER")) {
                qualifiers.add(qualifier());
            } else if (value instanceof XmlValue.Nothing) {
                value = values.value();
            } else {
                throw cursor.unexpected();
            }
        }
        boolean marked = embedded || hasEmbedding(qualifiers);
        CimValue typed = values.typed("property " + name, type, marked, value);
        DataType dataType = new DataType(type, array, arraySize, referenceClass);
        return property(name, dataType, typed, origin, propagated, qualifiers);
    }

    private CimProperty property(
            String name,
            DataType type,
            @Nullable CimValue value,
            @Nullable String origin,
            boolean propagated,
            List<CimQualifier> qualifiers) {
        try {
            return new CimProperty(name, type, value, origin, propagated, qualifiers);
        } catch (IllegalArgumentException e) {
            problems.add("property " + name, e);
            return CimProperty.of(name, type, null);
        }
    }

    /** QUALIFIER. */
    CimQualifier qualifier() throws MessageFaultException {
        cursor.expect("QUALIFIER");
        String name = cursor.requiredName("NAME");
        CimType type = type(cursor);
        boolean propagated = cursor.flag("PROPAGATED", false);
        Flavor flavor = flavor(cursor);
        XmlValue value = new XmlValue.Nothing();
        if (cursor.next()) {
            value = values.value();
            cursor.end();
        }
        CimValue typed = values.typed("qualifier " + name, type, false, value);
        boolean array = value instanceof XmlValue.TextArray;
        return new CimQualifier(name, array ? DataType.arrayOf(type) : DataType.of(type), typed, flavor, propagated);
    }

    static Flavor flavor(XmlCursor cursor) throws MessageFaultException {
        return new Flavor(
                cursor.flag("OVERRIDABLE", true), cursor.flag("TOSUBCLASS", true), cursor.flag("TRANSLATABLE", false));
    }

    static CimType type(XmlCursor cursor) throws MessageFaultException {
        String keyword = cursor.required("TYPE");
        return CimType.ofKeyword(keyword).orElseThrow(() -> cursor.notValid("TYPE is no CIM type"));
    }

    static OptionalInt arraySize(XmlCursor cursor) throws MessageFaultException {
        String size = cursor.attribute("ARRAYSIZE");
        if (size == null) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(size.strip());
            if (number > 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException e) {
            throw cursor.notValid("ARRAYSIZE is no number");
        }
        throw cursor.notValid("ARRAYSIZE is not positive");
    }

    /** Both spellings of the attribute are in use. */
    static boolean isEmbedded(XmlCursor cursor) {
        String kind = cursor.attribute("EmbeddedObject");
        return kind == null ? cursor.attribute("EMBEDDEDOBJECT") != null : !kind.isBlank();
    }

    private static boolean hasEmbedding(List<CimQualifier> qualifiers) {
        return qualifiers.stream()
                .anyMatch(qualifier -> qualifier.name().equalsIgnoreCase("EmbeddedInstance")
                        || (qualifier.name().equalsIgnoreCase("EmbeddedObject") && qualifier.isTrue()));
    }
}
