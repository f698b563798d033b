package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** Gives values of messages the types that a class declares. */
public final class TypedValues {
    private TypedValues() {}

    /**
     * The value in a type.
     *
     * @return null for NULL
     * @throws IllegalArgumentException if it is none of that type
     */
    public static @Nullable CimValue of(CimType type, XmlValue value) {
        if (value instanceof XmlValue.Nothing) {
            return null;
        }
        if (value instanceof XmlValue.Text text && type != CimType.REFERENCE) {
            return ValueTexts.parse(type, text.text());
        }
        if (value instanceof XmlValue.TextArray array && type != CimType.REFERENCE) {
            List<@Nullable CimValue> elements = new ArrayList<>();
            for (String text : array.texts()) {
                elements.add(text == null ? null : ValueTexts.parse(type, text));
            }
            return new CimArray(elements);
        }
        if (value instanceof XmlValue.Path path && type == CimType.REFERENCE) {
            return path.path();
        }
        if (value instanceof XmlValue.PathArray array && type == CimType.REFERENCE) {
            List<@Nullable CimValue> elements = new ArrayList<>();
            for (CimObjectPath path : array.paths()) {
                elements.add(path);
            }
            return new CimArray(elements);
        }
        if (value instanceof XmlValue.Embedded embedded && type == CimType.STRING) {
            return embedded.value();
        }
        if (value instanceof XmlValue.InstanceValue instance && type == CimType.STRING) {
            return instance.instance();
        }
        throw new IllegalArgumentException("the value is no " + type.keyword());
    }
}
