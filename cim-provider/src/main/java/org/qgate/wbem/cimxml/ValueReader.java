package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** Reads values. Each method is called at the start of its element and leaves the cursor at its end. */
final class ValueReader {
    private final XmlCursor cursor;
    private final ValueProblems problems;
    private final PathReader paths;

    ValueReader(XmlCursor cursor, ValueProblems problems) {
        this.cursor = cursor;
        this.problems = problems;
        this.paths = new PathReader(cursor, problems);
    }

    /** VALUE, VALUE.ARRAY, VALUE.REFERENCE or VALUE.REFARRAY. */
    XmlValue value() throws MessageFaultException {
        return switch (cursor.name()) {
            case "VALUE" -> new XmlValue.Text(cursor.text());
            case "VALUE.ARRAY" -> new XmlValue.TextArray(texts());
            case "VALUE.REFERENCE" -> new XmlValue.Path(paths.reference());
            case "VALUE.REFARRAY" -> new XmlValue.PathArray(references());
            default -> throw cursor.unexpected();
        };
    }

    private List<@Nullable String> texts() throws MessageFaultException {
        List<@Nullable String> texts = new ArrayList<>();
        while (cursor.next()) {
            if (cursor.is("VALUE.NULL")) {
                cursor.end();
                texts.add(null);
            } else {
                cursor.expect("VALUE");
                texts.add(cursor.text());
            }
        }
        return texts;
    }

    private List<@Nullable CimObjectPath> references() throws MessageFaultException {
        List<@Nullable CimObjectPath> references = new ArrayList<>();
        while (cursor.next()) {
            if (cursor.is("VALUE.NULL")) {
                cursor.end();
                references.add(null);
            } else {
                cursor.expect("VALUE.REFERENCE");
                references.add(paths.reference());
            }
        }
        return references;
    }

    /**
     * Gives a value its type.
     *
     * @param what for messages
     * @param embedded whether the texts are embedded objects
     */
    @Nullable
    CimValue typed(String what, CimType type, boolean embedded, XmlValue value) throws MessageFaultException {
        try {
            if (embedded) {
                return embedded(value);
            }
            return TypedValues.of(type, value);
        } catch (IllegalArgumentException e) {
            problems.add(what, e);
            return null;
        }
    }

    /** Reads objects that are embedded as text. */
    @Nullable
    CimValue embedded(XmlValue value) throws MessageFaultException {
        if (value instanceof XmlValue.Text text) {
            return text.text().isBlank() ? null : embedded(text.text());
        }
        if (value instanceof XmlValue.TextArray array) {
            List<@Nullable CimValue> elements = new ArrayList<>();
            for (String text : array.texts()) {
                elements.add(text == null || text.isBlank() ? null : embedded(text));
            }
            return new CimArray(elements);
        }
        return null;
    }

    private CimValue embedded(String text) throws MessageFaultException {
        XmlCursor inner = cursor.embedded(text);
        if (!inner.next()) {
            throw cursor.notValid("an embedded object is empty");
        }
        CimValue object;
        if (inner.is("INSTANCE")) {
            object = new InstanceReader(inner, problems).instance();
        } else if (inner.is("CLASS")) {
            object = new ClassReader(inner, problems).declaration();
        } else {
            throw inner.unexpected();
        }
        inner.endDocument();
        cursor.countWith(inner);
        return object;
    }
}
