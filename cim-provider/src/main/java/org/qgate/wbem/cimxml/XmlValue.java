package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimQualifierType;
import org.qgate.wbem.model.CimValue;

/** A value as its element says it, before a class tells its type. */
public sealed interface XmlValue {
    /** No element at all: NULL. */
    record Nothing() implements XmlValue {}

    /** VALUE: text that awaits its type. */
    record Text(String text) implements XmlValue {}

    /** VALUE.ARRAY; VALUE.NULL as null. */
    record TextArray(List<@Nullable String> texts) implements XmlValue {
        public TextArray {
            texts = Collections.unmodifiableList(new ArrayList<>(texts));
        }
    }

    /** VALUE or VALUE.ARRAY whose texts were embedded objects: already read. */
    record Embedded(CimValue value) implements XmlValue {}

    /** CLASSNAME. */
    record ClassName(String name) implements XmlValue {}

    /** INSTANCENAME, or any path of an instance or class in VALUE.REFERENCE. */
    record Path(CimObjectPath path) implements XmlValue {}

    /** VALUE.REFARRAY. */
    record PathArray(List<@Nullable CimObjectPath> paths) implements XmlValue {
        public PathArray {
            paths = Collections.unmodifiableList(new ArrayList<>(paths));
        }
    }

    /** INSTANCE, or VALUE.NAMEDINSTANCE and its kin, whose path is then in the instance. */
    record InstanceValue(CimInstance instance) implements XmlValue {}

    /** CLASS. */
    record ClassDeclaration(CimClass value) implements XmlValue {}

    /** QUALIFIER.DECLARATION. */
    record QualifierDeclaration(CimQualifierType value) implements XmlValue {}
}
