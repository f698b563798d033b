package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How far the change of a link is at one gateway. The names on the wire are part of the contract. */
public enum ChangeStep {
    /** No change was ever under way. */
    @JsonProperty("idle")
    IDLE,
    /** The lock is held, nothing else is done. */
    @JsonProperty("locked")
    LOCKED,
    /** What is wanted is stored beside what runs. */
    @JsonProperty("prepared")
    PREPARED,
    /** Traffic that is not protected yet is blocked. */
    @JsonProperty("blocked")
    BLOCKED,
    /** The new configuration can be received under. */
    @JsonProperty("inbound")
    INBOUND,
    /** Traffic leaves under the new configuration. */
    @JsonProperty("outbound")
    OUTBOUND,
    /** Packets have crossed in both directions. */
    @JsonProperty("proven")
    PROVEN,
    /** The new configuration runs and waits for its confirmation. */
    @JsonProperty("committed")
    COMMITTED,
    /** The change is over: the new configuration holds. */
    @JsonProperty("confirmed")
    CONFIRMED,
    /** The change is over: the old configuration holds. */
    @JsonProperty("aborted")
    ABORTED
}
