package org.qgate.wbem.security;

import org.qgate.wbem.provider.Role;

/**
 * An authenticated user.
 *
 * @param name as in the users file
 * @param role from the users file
 * @param means how the user proved to be it
 */
public record Principal(String name, Role role, Means means) {
    /** Ways to authenticate. */
    public enum Means {
        /** A password, by HTTP Basic. */
        PASSWORD,
        /** A client certificate, by TLS. */
        CERTIFICATE
    }
}
