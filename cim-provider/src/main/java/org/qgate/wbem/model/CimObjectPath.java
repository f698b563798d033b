package org.qgate.wbem.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names a class or an instance. Paths are equal if they name the same object: neither the case of names nor the order of keys counts.
 *
 * @param host that the namespace is on, null if not told
 * @param namespace without slashes at its ends, null if not told
 * @param className of the class named, or of the instance's own class
 * @param keys empty for a class
 */
public record CimObjectPath(@Nullable String host, @Nullable String namespace, String className, List<KeyBinding> keys)
        implements CimValue {
    public CimObjectPath {
        Objects.requireNonNull(className, "className");
        namespace = namespace == null ? null : CimNames.namespace(namespace);
        keys = CimNames.distinct("key", keys, KeyBinding::name);
    }

    /** A class. */
    public static CimObjectPath ofClass(@Nullable String namespace, String className) {
        return new CimObjectPath(null, namespace, className, List.of());
    }

    /** An instance. */
    public static CimObjectPath of(@Nullable String namespace, String className, KeyBinding... keys) {
        return new CimObjectPath(null, namespace, className, List.of(keys));
    }

    /** The same object, said to be in a namespace. */
    public CimObjectPath inNamespace(@Nullable String otherNamespace) {
        return new CimObjectPath(host, otherNamespace, className, keys);
    }

    /** The same object, said to be on a host. */
    public CimObjectPath onHost(@Nullable String otherHost) {
        return new CimObjectPath(otherHost, namespace, className, keys);
    }

    /** Class and keys alone. */
    public CimObjectPath local() {
        return host == null && namespace == null ? this : new CimObjectPath(null, null, className, keys);
    }

    /** The same path with other keys, such as the same ones in their declared types. */
    public CimObjectPath withKeys(List<KeyBinding> otherKeys) {
        return new CimObjectPath(host, namespace, className, otherKeys);
    }

    /** The value of a key. */
    public Optional<CimValue> key(String name) {
        return Optional.ofNullable(CimNames.find(keys, KeyBinding::name, name)).map(KeyBinding::value);
    }

    /** The value of a key that is a string. */
    public Optional<String> stringKey(String name) {
        return key(name).map(value -> value instanceof CimString string ? string.value() : null);
    }

    /** True if both name the same object within a namespace: host and namespace are left aside. */
    public boolean isSameWithinNamespace(CimObjectPath other) {
        if (!CimNames.same(className, other.className) || keys.size() != other.keys.size()) {
            return false;
        }
        for (KeyBinding binding : keys) {
            KeyBinding match = CimNames.find(other.keys, KeyBinding::name, binding.name());
            if (match == null || !binding.value().equals(match.value())) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CimObjectPath path
                && CimNames.sameOrAbsent(host, path.host)
                && CimNames.sameOrAbsent(namespace, path.namespace)
                && isSameWithinNamespace(path);
    }

    @Override
    public int hashCode() {
        int sum = CimNames.fold(className).hashCode();
        for (KeyBinding binding : keys) {
            sum += binding.hashCode();
        }
        return sum;
    }

    /** An untyped WBEM URI of DSP0207, for example {@code //host/root/qgate:QGATE_Link.InstanceID="QGate:alice"}. */
    @Override
    public String toString() {
        String place = host == null ? "" : "//" + host + "/";
        String space = namespace == null ? "" : namespace + ":";
        return place
                + space
                + className
                + (keys.isEmpty()
                        ? ""
                        : keys.stream()
                                .map(binding -> binding.name() + "=" + literal(binding.value()))
                                .collect(Collectors.joining(",", ".", "")));
    }

    private static String literal(CimValue value) {
        if (value instanceof CimBoolean bool) {
            return bool.value() ? "TRUE" : "FALSE";
        }
        if (value instanceof CimInteger || value instanceof CimReal) {
            return value.toString();
        }
        if (value instanceof CimChar) {
            return "'" + escape(value.toString()).replace("'", "\\'") + "'";
        }
        return '"' + escape(value.toString()) + '"';
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
