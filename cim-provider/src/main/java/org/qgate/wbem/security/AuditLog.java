package org.qgate.wbem.security;

/** Where changes and failed logins are put on record. */
@FunctionalInterface
public interface AuditLog {
    /** Puts one entry on record; safe from any thread. */
    void record(AuditEntry entry);
}
