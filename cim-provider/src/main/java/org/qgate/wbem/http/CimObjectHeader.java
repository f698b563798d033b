package org.qgate.wbem.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.qgate.wbem.cimxml.CimRequest;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.KeyBinding;

/** The CIMObject header, which clients send raw, percent-encoded, or half and half. */
final class CimObjectHeader {
    private CimObjectHeader() {}

    /** Takes percent-encoding away; what is not UTF-8 then is taken for Latin-1. */
    static String decode(String header) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(header.length());
        int index = 0;
        while (index < header.length()) {
            char c = header.charAt(index);
            int high = c == '%' && index + 2 < header.length() ? Character.digit(header.charAt(index + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(header.charAt(index + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                index += 3;
            } else {
                bytes.write(c);
                index++;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether the header names what the call goes to: its namespace, and of a method call the object too. */
    static boolean matches(String header, CimRequest request) {
        String text = withoutHost(decode(header).strip());
        int colon = text.indexOf(':');
        String namespace = CimNames.namespace(colon < 0 ? text : text.substring(0, colon));
        if (!CimNames.same(namespace, CimNames.namespace(request.namespace()))) {
            return false;
        }
        if (request instanceof CimRequest.ExtrinsicCall call) {
            return colon >= 0 && namesObject(text.substring(colon + 1), call.target());
        }
        return true;
    }

    private static String withoutHost(String text) {
        if (!text.startsWith("//")) {
            return text;
        }
        int slash = text.indexOf('/', 2);
        return slash < 0 ? "" : text.substring(slash + 1);
    }

    private static boolean namesObject(String text, CimObjectPath target) {
        int dot = text.indexOf('.');
        String className = dot < 0 ? text : text.substring(0, dot);
        if (!CimNames.same(className.strip(), target.className())) {
            return false;
        }
        Map<String, String> keys = dot < 0 ? Map.of() : keys(text.substring(dot + 1));
        if (keys.size() != target.keys().size()) {
            return false;
        }
        for (KeyBinding key : target.keys()) {
            String said = keys.get(CimNames.fold(key.name()));
            if (said == null || !says(said, key.value())) {
                return false;
            }
        }
        return true;
    }

    /** References and reals have many spellings, and are not compared. */
    private static boolean says(String text, CimValue value) {
        return value instanceof CimObjectPath || value instanceof CimReal || text.equalsIgnoreCase(value.toString());
    }

    /** Splits {@code name="value",name=value}; names are folded, a broken rest becomes a name that matches nothing. */
    private static Map<String, String> keys(String text) {
        Map<String, String> keys = new HashMap<>();
        int index = 0;
        while (index < text.length()) {
            int equals = text.indexOf('=', index);
            if (equals < 0) {
                keys.put(text.substring(index), "");
                return keys;
            }
            String name = CimNames.fold(text.substring(index, equals).strip());
            StringBuilder value = new StringBuilder();
            index = value(text, equals + 1, value);
            keys.put(name, value.toString());
        }
        return keys;
    }

    /** Reads a value up to the comma that ends it; returns the index after the comma. */
    private static int value(String text, int start, StringBuilder value) {
        boolean quoted = false;
        int index = start;
        while (index < text.length()) {
            char c = text.charAt(index++);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && index < text.length()) {
                value.append(text.charAt(index++));
            } else if (c == ',' && !quoted) {
                return index;
            } else {
                value.append(c);
            }
        }
        return index;
    }
}
