package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What was decided about a change, durably and for both gateways. The names on the wire are part of the contract. */
public enum ChangeDecision {
    /** Either may still come. */
    @JsonProperty("undecided")
    UNDECIDED,
    /** The new configuration holds. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** The old configuration holds. */
    @JsonProperty("aborted")
    ABORTED
}
