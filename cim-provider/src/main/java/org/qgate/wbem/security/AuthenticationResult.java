package org.qgate.wbem.security;

/** What became of an attempt to authenticate. */
public sealed interface AuthenticationResult {
    /** The user is who it says. */
    record Accepted(Principal principal) implements AuthenticationResult {}

    /** No such user, or not its password: which of them is not said. */
    record Refused() implements AuthenticationResult {}

    /**
     * Not even looked at: too many failures, or too many passwords being checked at once.
     *
     * @param retryAfterSeconds when another attempt makes sense
     */
    record Postponed(long retryAfterSeconds) implements AuthenticationResult {}
}
