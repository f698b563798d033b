package org.qgate.core.port;

/** What the audit ledger says of a block; the order is that of a life. */
public enum KeyFate {
    /** This end leased it and may tell the peer. */
    LEASED,
    /** The peer leased it and this end took it over. */
    ACCEPTED,
    /** An SA with it stands at this end. */
    INSTALLED,
    /** Its index is void: it will never protect a packet. */
    VOIDED,
    /** Its bits are wiped and its SA, if any, is gone. */
    DESTROYED
}
