package org.qgate.engine.cipher;

/** Hears of limits that SAs have reached. Called on the thread that calls {@link KeyStore#expire}; must not block. */
@FunctionalInterface
public interface ExpiryListener {

    /**
     * A limit was reached.
     *
     * @param expiry soft or hard; at a hard one the SA is gone from the store and its key wiped
     */
    void expired(SaDirection direction, SecurityAssociation sa, Expiry expiry, SaUsage usage);
}
