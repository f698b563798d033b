package org.qgate.wbem.security;

import java.util.regex.Pattern;
import org.qgate.wbem.provider.Role;

/**
 * A line of the users file.
 *
 * @param name 1 to 64 letters, digits, dots, hyphens and underscores
 * @param role what the user may do
 * @param password hashed
 */
public record UserAccount(String name, Role role, PasswordHash password) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Checks the name. */
    public UserAccount {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + printable(name)
                    + "' is no user name: 1 to 64 letters, digits, '.', '-' and '_', a letter or digit first");
        }
    }

    private static String printable(String text) {
        String shown = text.length() > 64 ? text.substring(0, 64) + "..." : text;
        return shown.replaceAll("[^ -~]", "?");
    }
}
