package org.qgate.wbem.schema;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimChar;
import org.qgate.wbem.model.CimClass;
import org.qgate.wbem.model.CimDateTime;
import org.qgate.wbem.model.CimInteger;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;
import org.qgate.wbem.model.CimReal;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.KeyBinding;

/**
 * Reads object paths in their text form ({@code //host/namespace:Class.Key="value",Other=1}) and gives keys the types that the class
 * declares. Keys of classes that the schema does not know become strings, booleans or 64-bit integers, as they are written.
 */
public final class ObjectPathReader {
    private final Schema schema;

    public ObjectPathReader(Schema schema) {
        this.schema = schema;
    }

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none; the message says why
     */
    public CimObjectPath read(String text) {
        String rest = text;
        String host = null;
        if (rest.startsWith("//")) {
            int slash = rest.indexOf('/', 2);
            if (slash < 0) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no object path: a host is followed by /namespace:Class");
            }
            host = rest.substring(2, slash);
            rest = rest.substring(slash + 1);
        }
        int keysStart = firstOutsideQuotes(rest, '.', 0);
        String object = keysStart < 0 ? rest : rest.substring(0, keysStart);
        int colon = object.indexOf(':');
        String namespace = colon < 0 ? null : object.substring(0, colon);
        String className = object.substring(colon + 1);
        if (!className.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no object path: '" + className + "' is no class name");
        }
        List<KeyBinding> keys = keysStart < 0 ? List.of() : keys(text, className, rest.substring(keysStart + 1));
        return new CimObjectPath(host, namespace, className, keys);
    }

    /** The same path with each key in the type that the class declares, if the class is known and the text can be one. */
    public CimObjectPath typed(CimObjectPath path) {
        List<KeyBinding> keys = new ArrayList<>();
        for (KeyBinding key : path.keys()) {
            keys.add(new KeyBinding(key.name(), typed(path.className(), key.name(), key.value())));
        }
        return path.withKeys(keys);
    }

    private CimValue typed(String className, String key, CimValue value) {
        Optional<CimType> type = keyType(className, key);
        if (type.isEmpty() || type.get().accepts(value)) {
            return value;
        }
        return convert(value.toString(), type.get());
    }

    private Optional<CimType> keyType(String className, String key) {
        return schema.findClass(className)
                .flatMap((CimClass known) -> known.property(key))
                .filter(CimProperty::isKey)
                .map(property -> property.type().type());
    }

    private List<KeyBinding> keys(String whole, String className, String text) {
        List<KeyBinding> keys = new ArrayList<>();
        int start = 0;
        while (start <= text.length()) {
            int comma = firstOutsideQuotes(text, ',', start);
            int end = comma < 0 ? text.length() : comma;
            String pair = text.substring(start, end);
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + whole + "' is no object path: '" + pair + "' is no key=value");
            }
            String name = pair.substring(0, equals).trim();
            keys.add(new KeyBinding(
                    name, keyValue(className, name, pair.substring(equals + 1).trim())));
            start = end + 1;
        }
        return keys;
    }

    private CimValue keyValue(String className, String key, String literal) {
        boolean quoted = literal.length() > 1
                && (literal.startsWith("\"") || literal.startsWith("'"))
                && literal.charAt(literal.length() - 1) == literal.charAt(0);
        String text = quoted ? unescape(literal.substring(1, literal.length() - 1)) : literal;
        Optional<CimType> type = keyType(className, key);
        if (type.isPresent()) {
            // Quotes within quotes need more backslashes at each level, so that no text is long enough to recurse
            // deeply.
            if (type.get() == CimType.REFERENCE && !quoted) {
                throw new IllegalArgumentException("key " + key + " is a reference and must stand in quotes");
            }
            return convert(text, type.get());
        }
        if (quoted) {
            return literal.startsWith("'") && text.length() == 1 ? new CimChar(text.charAt(0)) : new CimString(text);
        }
        if (CimNames.same(text, "true") || CimNames.same(text, "false")) {
            return CimBoolean.of(CimNames.same(text, "true"));
        }
        return convert(text, text.startsWith("-") ? CimType.SINT64 : CimType.UINT64);
    }

    private CimValue convert(String text, CimType type) {
        try {
            return switch (type) {
                case STRING -> new CimString(text);
                case DATETIME -> new CimDateTime(text);
                case CHAR16 -> new CimChar(single(text));
                case BOOLEAN -> bool(text);
                case REFERENCE -> read(text);
                case REAL32, REAL64 -> new CimReal(type, Double.parseDouble(text));
                default -> CimInteger.of(type, new BigInteger(text));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no " + type.keyword(), e);
        }
    }

    private static char single(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("'" + text + "' is no char16");
        }
        return text.charAt(0);
    }

    private static CimBoolean bool(String text) {
        if (!CimNames.same(text, "true") && !CimNames.same(text, "false")) {
            throw new IllegalArgumentException("'" + text + "' is no boolean");
        }
        return CimBoolean.of(CimNames.same(text, "true"));
    }

    private static int firstOutsideQuotes(String text, char wanted, int from) {
        char quote = 0;
        boolean escaped = false;
        for (int i = from; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (escaped) {
                escaped = false;
            } else if (letter == '\\') {
                escaped = true;
            } else if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '"' || letter == '\'') {
                quote = letter;
            } else if (letter == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at++);
            boolean escape = letter == '\\' && at < text.length();
            plain.append(escape ? text.charAt(at++) : letter);
        }
        return plain.toString();
    }
}
