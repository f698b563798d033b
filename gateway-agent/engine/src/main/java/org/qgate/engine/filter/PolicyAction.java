package org.qgate.engine.filter;

/** What a policy does with a packet (RFC 4301 section 4.4.1). */
public enum PolicyAction {
    /** Lets it pass in clear. */
    BYPASS,
    /** Sends it under an SA, or expects it from one. */
    PROTECT,
    /** Drops it. */
    DISCARD
}
