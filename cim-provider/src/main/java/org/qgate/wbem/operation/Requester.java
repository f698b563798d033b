package org.qgate.wbem.operation;

import org.qgate.wbem.provider.Caller;
import org.qgate.wbem.security.Principal;

/**
 * Who sent a request.
 *
 * @param address of the client's end of the connection
 */
public record Requester(Principal principal, String address) {
    /** As providers know it. */
    Caller caller() {
        return new Caller(principal.name(), principal.role());
    }
}
