package org.qgate.wbem.cimxml;

import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimArray;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;

/** Writes values. */
final class ValueWriter {
    /** Embedded objects within embedded objects: each level is escaped again and grows. */
    private static final int EMBEDDING_MAX = 8;

    private static final int EMBEDDED_BYTES = 1_024;
    private static final int EMBEDDED_BYTES_MAX = 16 << 20;
    private static final byte[] VALUE = XmlBuffer.ascii("<VALUE>");
    private static final byte[] VALUE_END = XmlBuffer.ascii("</VALUE>");

    private final XmlBuffer out;
    private final PathWriter paths;
    private final String host;
    private final int embedding;

    ValueWriter(XmlBuffer out, String host) {
        this(out, host, 0);
    }

    private ValueWriter(XmlBuffer out, String host, int embedding) {
        this.out = out;
        this.paths = new PathWriter(out, host);
        this.host = host;
        this.embedding = embedding;
    }

    PathWriter paths() {
        return paths;
    }

    /** VALUE, VALUE.ARRAY, VALUE.REFERENCE or VALUE.REFARRAY. */
    void value(CimValue value) {
        if (value instanceof CimArray array) {
            array(array);
        } else if (value instanceof CimObjectPath path) {
            paths.reference(path);
        } else {
            out.raw(VALUE);
            scalar(value);
            out.raw(VALUE_END);
        }
    }

    private void array(CimArray array) {
        boolean references = array.elements().stream().anyMatch(CimObjectPath.class::isInstance);
        String element = references ? "VALUE.REFARRAY" : "VALUE.ARRAY";
        out.raw("<").raw(element).raw(">");
        for (CimValue one : array.elements()) {
            if (one == null) {
                out.raw("<VALUE.NULL></VALUE.NULL>");
            } else {
                value(one);
            }
        }
        out.raw("</").raw(element).raw(">");
    }

    private void scalar(CimValue value) {
        if (value instanceof CimString string) {
            out.text(string.value());
        } else if (value instanceof CimInteger integer && (integer.type() != CimType.UINT64 || integer.bits() >= 0)) {
            out.number(integer.bits());
        } else if (value instanceof CimReal real) {
            out.raw(text(real));
        } else if (value instanceof CimInstance || value instanceof CimClass) {
            embedded(value);
        } else {
            out.text(value.toString());
        }
    }

    private void embedded(CimValue object) {
        if (embedding == EMBEDDING_MAX) {
            throw new IllegalStateException("objects are embedded deeper than " + EMBEDDING_MAX + " levels");
        }
        XmlBuffer inner = new XmlBuffer(EMBEDDED_BYTES, EMBEDDED_BYTES_MAX);
        ValueWriter values = new ValueWriter(inner, host, embedding + 1);
        ElementWriter elements = new ElementWriter(inner, values);
        if (object instanceof CimInstance instance) {
            elements.instance(instance);
        } else if (object instanceof CimClass declaration) {
            elements.declaration(declaration);
        }
        out.text(inner);
    }

    private static String text(CimReal real) {
        if (Double.isNaN(real.value())) {
            return "NaN";
        }
        if (Double.isInfinite(real.value())) {
            return real.value() > 0 ? "INF" : "-INF";
        }
        return real.toString();
    }

    /** The value of the EmbeddedObject attribute, or null if nothing is embedded. */
    static @Nullable String embeddedKind(@Nullable CimValue value) {
        if (value instanceof CimInstance) {
            return "instance";
        }
        if (value instanceof CimClass) {
            return "object";
        }
        if (value instanceof CimArray array) {
            for (CimValue element : array.elements()) {
                if (element != null) {
                    return embeddedKind(element);
                }
            }
        }
        return null;
    }
}
