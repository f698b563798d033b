package org.qgate.core.ledger;

/**
 * The life of a key at one end.
 *
 * <pre>
 *  OFFERED  (leased here, told to the peer) --+
 *                                             +--> INSTALLED --> RETIRED --> DESTROYED
 *  RESERVED (leased by the peer, taken over) -+        |                        ^
 *       |                                              +------------------------+
 *       +-----------------------------------------------------------------------+
 * </pre>
 */
public enum KeyState {
    /** Leased by this end and named in an offer. */
    OFFERED,
    /** Leased by the peer and fetched by this end. */
    RESERVED,
    /** An SA or message key with it stands; the ledger's copy of the bits is wiped. */
    INSTALLED,
    /** No new packet is protected with it; late ones may still arrive. */
    RETIRED,
    /** Gone; it can never come back. */
    DESTROYED
}
