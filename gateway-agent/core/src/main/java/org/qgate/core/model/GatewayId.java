package org.qgate.core.model;

import java.util.regex.Pattern;

/**
 * The name of a gateway, unique in its fleet: 1 to 63 characters, lower-case letters, digits and inner hyphens.
 *
 * <p>The order of two ids decides who is the {@linkplain Role#LOW low} end of their link.
 *
 * @param name the name as configured on both ends
 */
public record GatewayId(String name) implements Comparable<GatewayId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Refuses a name of another form. */
    public GatewayId {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "gateway name '" + name + "' must be 1 to 63 lower-case letters, digits or inner hyphens");
        }
    }

    @Override
    public int compareTo(GatewayId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
