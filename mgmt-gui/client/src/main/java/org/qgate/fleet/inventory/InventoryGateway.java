package org.qgate.fleet.inventory;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * One gateway of the fleet.
 *
 * @param name the gateway's own name, as its peers call it
 * @param url of its WBEM server, {@code https} with host and port
 * @param user who asks
 * @param password where the password is
 * @param trust what proves that it is the gateway
 * @param timeout longest wait for a connection, and for an answer
 */
public record InventoryGateway(
        String name, URI url, String user, PasswordSource password, TrustAnchor trust, Duration timeout) {
    /** Refuses null. */
    public InventoryGateway {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(timeout, "timeout");
    }
}
