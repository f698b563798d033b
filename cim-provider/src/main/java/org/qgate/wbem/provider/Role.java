package org.qgate.wbem.provider;

/** What a user may do; each role may do all that the ones before it may. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Operates links and services. */
    OPERATOR,
    /** Changes configuration, destinations and users. */
    ADMIN;

    /** True if this role may do what the other one may. */
    public boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
