package org.qgate.wbem.cimxml;

import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.KeyBinding;

/**
 * Writes names of objects.
 *
 * <p>Keys go without the TYPE attribute: the class tells the type, and old clients do not know the attribute.
 */
final class PathWriter {
    private static final byte[] KEYBINDING_END = XmlBuffer.ascii("</KEYVALUE></KEYBINDING>");
    private static final byte[] INSTANCENAME_END = XmlBuffer.ascii("</INSTANCENAME>");
    private static final byte[] STRING = XmlBuffer.ascii("\"><KEYVALUE VALUETYPE=\"string\">");
    private static final byte[] NUMERIC = XmlBuffer.ascii("\"><KEYVALUE VALUETYPE=\"numeric\">");
    private static final byte[] BOOLEAN = XmlBuffer.ascii("\"><KEYVALUE VALUETYPE=\"boolean\">");
    private static final byte[] KEYBINDING = XmlBuffer.ascii("<KEYBINDING NAME=\"");
    private static final byte[] INSTANCENAME = XmlBuffer.ascii("<INSTANCENAME CLASSNAME=\"");

    private final XmlBuffer out;
    private final String host;

    /**
     * A writer.
     *
     * @param host where a path does not tell it
     */
    PathWriter(XmlBuffer out, String host) {
        this.out = out;
        this.host = host;
    }

    /** INSTANCENAME. */
    void instanceName(CimObjectPath path) {
        out.raw(INSTANCENAME).attributeText(path.className()).raw("\">");
        for (KeyBinding key : path.keys()) {
            out.raw(KEYBINDING).attributeText(key.name());
            CimValue value = key.value();
            if (value instanceof CimObjectPath reference) {
                out.raw("\">");
                reference(reference);
                out.raw("</KEYBINDING>");
            } else {
                out.raw(kind(value)).text(value.toString()).raw(KEYBINDING_END);
            }
        }
        out.raw(INSTANCENAME_END);
    }

    private static byte[] kind(CimValue value) {
        if (value instanceof CimInteger || value instanceof CimReal) {
            return NUMERIC;
        }
        return value instanceof CimBoolean ? BOOLEAN : STRING;
    }

    /** VALUE.REFERENCE around as much of a path as it tells. */
    void reference(CimObjectPath path) {
        out.raw("<VALUE.REFERENCE>");
        if (path.namespace() == null) {
            name(path);
        } else if (path.host() == null) {
            String element = path.keys().isEmpty() ? "LOCALCLASSPATH" : "LOCALINSTANCEPATH";
            out.raw("<").raw(element).raw(">");
            localNamespacePath(path.namespace());
            name(path);
            out.raw("</").raw(element).raw(">");
        } else if (path.keys().isEmpty()) {
            classPath(path);
        } else {
            instancePath(path);
        }
        out.raw("</VALUE.REFERENCE>");
    }

    private void name(CimObjectPath path) {
        if (path.keys().isEmpty()) {
            className(path.className());
        } else {
            instanceName(path);
        }
    }

    /** CLASSNAME. */
    void className(String name) {
        out.raw("<CLASSNAME NAME=\"").attributeText(name).raw("\"/>");
    }

    /** INSTANCEPATH. */
    void instancePath(CimObjectPath path) {
        out.raw("<INSTANCEPATH>");
        namespacePath(path);
        instanceName(path);
        out.raw("</INSTANCEPATH>");
    }

    /** CLASSPATH. */
    void classPath(CimObjectPath path) {
        out.raw("<CLASSPATH>");
        namespacePath(path);
        className(path.className());
        out.raw("</CLASSPATH>");
    }

    private void namespacePath(CimObjectPath path) {
        out.raw("<NAMESPACEPATH><HOST>")
                .text(path.host() == null ? host : path.host())
                .raw("</HOST>");
        localNamespacePath(path.namespace() == null ? "" : path.namespace());
        out.raw("</NAMESPACEPATH>");
    }

    /** LOCALNAMESPACEPATH. */
    void localNamespacePath(String namespace) {
        out.raw("<LOCALNAMESPACEPATH>");
        int start = 0;
        while (start <= namespace.length()) {
            int slash = namespace.indexOf('/', start);
            int end = slash < 0 ? namespace.length() : slash;
            out.raw("<NAMESPACE NAME=\"")
                    .attributeText(namespace.substring(start, end))
                    .raw("\"/>");
            start = end + 1;
        }
        out.raw("</LOCALNAMESPACEPATH>");
    }
}
