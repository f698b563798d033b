package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** State of a link as an operator sees it. In every state but {@link #REMOVED} the link's selectors are protected or blocked. */
public enum LinkState {
    /** No epoch with the peer yet: saying HELLO, traffic blocked. */
    @JsonProperty("connecting")
    CONNECTING,
    /** Keys change in both directions. */
    @JsonProperty("up")
    UP,
    /** A new epoch is being set up while the old one still carries traffic. */
    @JsonProperty("resetting")
    RESETTING,
    /** Out of credit or keys, the current key stays in use up to its limit. */
    @JsonProperty("holding")
    HOLDING,
    /** The peer is silent; the epoch is kept and will be resumed. */
    @JsonProperty("suspended")
    SUSPENDED,
    /** A limit was reached: nothing is sent until new keys are confirmed. */
    @JsonProperty("blocked")
    BLOCKED,
    /** Removed by command: nothing of the link is left in the kernel. */
    @JsonProperty("removed")
    REMOVED
}
