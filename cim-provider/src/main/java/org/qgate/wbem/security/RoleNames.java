package org.qgate.wbem.security;

import java.util.Locale;
import org.qgate.wbem.provider.Role;

/** Roles as files and command lines write them: {@code viewer}, {@code operator}, {@code admin}. */
public final class RoleNames {
    private RoleNames() {}

    /** The name of a role. */
    public static String text(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of a name.
     *
     * @throws IllegalArgumentException says which ones there are
     */
    public static Role parse(String text) {
        for (Role role : Role.values()) {
            if (text(role).equals(text)) {
                return role;
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no role; roles are viewer, operator and admin");
    }
}
