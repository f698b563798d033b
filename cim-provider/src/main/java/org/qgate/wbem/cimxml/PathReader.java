package org.qgate.wbem.cimxml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimBoolean;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimString;
import org.qgate.wbem.model.CimType;
import org.qgate.wbem.model.CimValue;
import org.qgate.wbem.model.KeyBinding;

/** Reads names of objects. Each method is called at the start of its element and leaves the cursor at its end. */
final class PathReader {
    private final XmlCursor cursor;
    private final ValueProblems problems;

    PathReader(XmlCursor cursor, ValueProblems problems) {
        this.cursor = cursor;
        this.problems = problems;
    }

    /** LOCALNAMESPACEPATH. */
    String localNamespacePath() throws MessageFaultException {
        StringBuilder namespace = new StringBuilder();
        while (cursor.next()) {
            cursor.expect("NAMESPACE");
            if (namespace.length() > 0) {
                namespace.append('/');
            }
            namespace.append(cursor.requiredName("NAME"));
            cursor.end();
        }
        if (namespace.length() == 0) {
            throw cursor.notValid("LOCALNAMESPACEPATH has no NAMESPACE");
        }
        return namespace.toString();
    }

    /** CLASSNAME. */
    String className() throws MessageFaultException {
        String name = cursor.requiredName("NAME");
        cursor.end();
        return name;
    }

    /** INSTANCENAME; a single unnamed key gets an empty name. */
    CimObjectPath instanceName() throws MessageFaultException {
        String className = cursor.requiredName("CLASSNAME");
        List<KeyBinding> keys = new ArrayList<>();
        while (cursor.next()) {
            String name = "";
            boolean named = cursor.is("KEYBINDING");
            if (named) {
                name = cursor.requiredName("NAME");
                if (!cursor.next()) {
                    throw cursor.notValid("KEYBINDING " + name + " has no value");
                }
            } else if (!keys.isEmpty()) {
                throw cursor.unexpected();
            }
            CimValue value = keyValue(name);
            if (value != null) {
                keys.add(new KeyBinding(name, value));
            }
            if (named) {
                cursor.end();
            }
        }
        try {
            return new CimObjectPath(null, null, className, keys);
        } catch (IllegalArgumentException e) {
            problems.add("path of " + className, e);
            return CimObjectPath.ofClass(null, className);
        }
    }

    private @Nullable CimValue keyValue(String name) throws MessageFaultException {
        if (cursor.is("VALUE.REFERENCE")) {
            return reference();
        }
        cursor.expect("KEYVALUE");
        String type = cursor.attribute("TYPE");
        String valueType = cursor.attribute("VALUETYPE", "string");
        String text = cursor.text();
        try {
            if (type != null) {
                return ValueTexts.parse(typeOf(type), text);
            }
            return switch (valueType) {
                case "string" -> new CimString(text);
                case "boolean" -> (CimBoolean) ValueTexts.parse(CimType.BOOLEAN, text);
                case "numeric" -> number(text);
                default -> throw cursor.notValid("VALUETYPE is string, boolean or numeric");
            };
        } catch (IllegalArgumentException e) {
            problems.add("key " + name, e);
            return null;
        }
    }

    private static CimValue number(String text) {
        CimType type = text.indexOf('.') >= 0
                ? CimType.REAL64
                : text.strip().startsWith("-") ? CimType.SINT64 : CimType.UINT64;
        return ValueTexts.parse(type, text);
    }

    /** VALUE.REFERENCE. */
    CimObjectPath reference() throws MessageFaultException {
        if (!cursor.next()) {
            throw cursor.notValid("VALUE.REFERENCE is empty");
        }
        CimObjectPath path = anyPath();
        cursor.end();
        return path;
    }

    /** Whichever kind of path the cursor is at. */
    CimObjectPath anyPath() throws MessageFaultException {
        return switch (cursor.name()) {
            case "INSTANCENAME" -> instanceName();
            case "CLASSNAME" -> CimObjectPath.ofClass(null, className());
            case "LOCALINSTANCEPATH", "LOCALCLASSPATH" -> localPath();
            case "INSTANCEPATH", "CLASSPATH" -> fullPath();
            default -> throw cursor.unexpected();
        };
    }

    /** True at the start of a path of a class. */
    boolean atClassPath() {
        return switch (cursor.name()) {
            case "CLASSNAME", "LOCALCLASSPATH", "CLASSPATH" -> true;
            default -> false;
        };
    }

    private CimObjectPath localPath() throws MessageFaultException {
        cursor.start("LOCALNAMESPACEPATH");
        return named(null, localNamespacePath());
    }

    private CimObjectPath fullPath() throws MessageFaultException {
        cursor.start("NAMESPACEPATH");
        cursor.start("HOST");
        String host = cursor.text();
        cursor.start("LOCALNAMESPACEPATH");
        String namespace = localNamespacePath();
        cursor.end();
        return named(host, namespace);
    }

    private CimObjectPath named(@Nullable String host, String namespace) throws MessageFaultException {
        if (!cursor.next()) {
            throw cursor.notValid("a path names no object");
        }
        CimObjectPath path = cursor.is("CLASSNAME") ? CimObjectPath.ofClass(null, className()) : instanceNameHere();
        cursor.end();
        return path.inNamespace(namespace).onHost(host);
    }

    private CimObjectPath instanceNameHere() throws MessageFaultException {
        cursor.expect("INSTANCENAME");
        return instanceName();
    }

    private static CimType typeOf(String keyword) {
        return CimType.ofKeyword(keyword)
                .orElseThrow(() -> new IllegalArgumentException("'" + keyword + "' is no CIM type"));
    }
}
