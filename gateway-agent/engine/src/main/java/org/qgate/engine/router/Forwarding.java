package org.qgate.engine.router;

/** What became of a packet on the inner Ethernet. */
public enum Forwarding {
    /** It was sent, or waits for its neighbour's address. */
    DONE,
    /** It is for the tunnel. */
    TO_TUNNEL,
    /** It was for the engine itself, or for others on the Ethernet. */
    NOT_FOR_TUNNEL,
    /** It is malformed. */
    MALFORMED,
    /** Its hop limit is used up. */
    HOP_LIMIT,
    /** No route leads to its destination. */
    NO_ROUTE,
    /** Nobody has the next hop's address, or too many packets wait for it. */
    NO_NEIGHBOR,
    /** The device did not take it. */
    SEND_FAILED
}
