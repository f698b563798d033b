package org.qgate.wbem.model;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How CIM names compare: without regard to case. */
public final class CimNames {
    private CimNames() {}

    /** The form of a name that is equal for equal names, for use as a key of maps. */
    public static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** True if both are the same CIM name. */
    public static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /** True if both are the same CIM name, or both are absent. */
    static boolean sameOrAbsent(@Nullable String one, @Nullable String other) {
        if (one == null) {
            return other == null;
        }
        return other != null && same(one, other);
    }

    /** A namespace without slashes at its ends, as paths hold it. */
    public static String namespace(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && text.charAt(start) == '/') {
            start++;
        }
        while (end > start && text.charAt(end - 1) == '/') {
            end--;
        }
        return text.substring(start, end);
    }

    /** The first element of that name, or null. Lists of a class or instance are short, so they are searched in order. */
    static <T> @Nullable T find(List<T> elements, Function<T, String> nameOf, String name) {
        for (T element : elements) {
            if (same(nameOf.apply(element), name)) {
                return element;
            }
        }
        return null;
    }

    /** Refuses two elements of one name. */
    static <T> List<T> distinct(String what, Collection<T> elements, Function<T, String> nameOf) {
        List<T> copy = List.copyOf(elements);
        if (copy.size() > 1) {
            Set<String> seen = new HashSet<>(copy.size() * 2);
            for (T element : copy) {
                if (!seen.add(fold(nameOf.apply(element)))) {
                    throw new IllegalArgumentException(what + " '" + nameOf.apply(element) + "' stands twice");
                }
            }
        }
        return copy;
    }
}
