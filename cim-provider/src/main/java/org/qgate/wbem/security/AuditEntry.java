package org.qgate.wbem.security;

/**
 * Something that has to be on record: a change, or a failed attempt to authenticate.
 *
 * @param user who; {@code -} if nobody was authenticated
 * @param role of that user, or {@code -}
 * @param address of the client
 * @param operation such as {@code ModifyInstance} or {@code Login}
 * @param target path of the object, or {@code -}
 * @param outcome {@code ok}, or a CIM status and its text
 */
public record AuditEntry(String user, String role, String address, String operation, String target, String outcome) {
    /** What is not known. */
    public static final String NONE = "-";

    /** A failed attempt to authenticate. */
    public static AuditEntry loginFailed(String user, String address, String reason) {
        return new AuditEntry(user, NONE, address, "Login", NONE, reason);
    }
}
