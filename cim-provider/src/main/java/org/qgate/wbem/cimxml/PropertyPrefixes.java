package org.qgate.wbem.cimxml;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.qgate.wbem.model.CimType;

/**
 * The bytes that open a property, kept by name and type: an answer repeats the same few dozen for each instance. At most {@value
 * #ENTRIES_MAX} names a type are kept, later ones are encoded each time.
 */
final class PropertyPrefixes {
    private static final int ENTRIES_MAX = 5_000;
    private static final PropertyPrefixes SCALARS = new PropertyPrefixes("<PROPERTY NAME=\"");
    private static final PropertyPrefixes ARRAYS = new PropertyPrefixes("<PROPERTY.ARRAY NAME=\"");

    private final String start;
    private final Map<CimType, Map<String, byte[]>> byType = new EnumMap<>(CimType.class);

    private PropertyPrefixes(String start) {
        this.start = start;
        for (CimType type : CimType.values()) {
            byType.put(type, new ConcurrentHashMap<>());
        }
    }

    /** {@code <PROPERTY NAME="n" TYPE="t"}, without the closing bracket. */
    static byte[] scalar(String name, CimType type) {
        return SCALARS.prefix(name, type);
    }

    /** {@code <PROPERTY.ARRAY NAME="n" TYPE="t"}, without the closing bracket. */
    static byte[] array(String name, CimType type) {
        return ARRAYS.prefix(name, type);
    }

    private byte[] prefix(String name, CimType type) {
        Map<String, byte[]> known = byType.get(type);
        if (known == null) {
            throw new IllegalStateException("no such type: " + type);
        }
        byte[] prefix = known.get(name);
        if (prefix == null) {
            XmlBuffer buffer = new XmlBuffer(128, 1 << 20);
            buffer.raw(start)
                    .attributeText(name)
                    .raw("\" TYPE=\"")
                    .raw(type.keyword())
                    .raw("\"");
            prefix = buffer.toByteArray();
            if (known.size() < ENTRIES_MAX) {
                known.put(name, prefix);
            }
        }
        return prefix;
    }
}
