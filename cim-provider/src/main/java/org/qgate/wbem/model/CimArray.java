package org.qgate.wbem.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array. Its elements are of one type and are no arrays themselves.
 *
 * @param elements in order; each may be NULL
 */
public record CimArray(List<@Nullable CimValue> elements) implements CimValue {
    public CimArray {
        elements = Collections.unmodifiableList(new ArrayList<>(elements));
        for (CimValue element : elements) {
            if (element instanceof CimArray) {
                throw new IllegalArgumentException("CIM has no arrays of arrays");
            }
        }
    }

    /** An array of the values given. */
    public static CimArray of(CimValue... elements) {
        return new CimArray(Arrays.asList(elements));
    }

    /** An array of strings. */
    public static CimArray ofStrings(List<String> elements) {
        return new CimArray(
                new ArrayList<>(elements.stream().map(CimString::new).toList()));
    }

    /** An array of {@code uint16}. */
    public static CimArray ofUint16(int... elements) {
        return new CimArray(new ArrayList<>(
                Arrays.stream(elements).mapToObj(CimInteger::uint16).toList()));
    }
}
