package org.qgate.wbem.provider;

import java.util.Objects;

/** Who asks: the authenticated user, already authorised for the operation. Providers pass it on into audits and locks. */
public record Caller(String user, Role role) {
    public Caller {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(role, "role");
    }
}
