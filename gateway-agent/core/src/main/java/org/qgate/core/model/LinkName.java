package org.qgate.core.model;

import java.util.regex.Pattern;

/**
 * The name of a link, the same on both ends: 1 to 63 characters, lower-case letters, digits and inner hyphens.
 *
 * @param name the name as configured
 */
public record LinkName(String name) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Refuses a name of another form. */
    public LinkName {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "link name '" + name + "' must be 1 to 63 lower-case letters, digits or inner hyphens");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
