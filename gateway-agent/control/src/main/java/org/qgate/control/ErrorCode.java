package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Why the agent refused a request or could not carry it out. The names on the wire are part of the contract. */
public enum ErrorCode {
    /** The line is not a request of this contract; the message says where. */
    @JsonProperty("malformed")
    MALFORMED,
    /** The request is of another version of the contract. */
    @JsonProperty("unsupported-version")
    UNSUPPORTED_VERSION,
    /** The peer's uid may not do this. */
    @JsonProperty("not-permitted")
    NOT_PERMITTED,
    /** No link of that name. */
    @JsonProperty("unknown-link")
    UNKNOWN_LINK,
    /** A value is outside its range. */
    @JsonProperty("out-of-range")
    OUT_OF_RANGE,
    /** The link's state does not allow this now; trying again later may succeed. */
    @JsonProperty("not-now")
    NOT_NOW,
    /** Too many clients, watches or waiting requests. */
    @JsonProperty("busy")
    BUSY,
    /** The agent tried and failed; the message says what is left behind and what to do. */
    @JsonProperty("failed")
    FAILED,
    /** The configuration was changed since the client read it; read it again. */
    @JsonProperty("stale-generation")
    STALE_GENERATION,
    /** Somebody else holds the link's lock. */
    @JsonProperty("locked")
    LOCKED,
    /** The token is not that of the lock. */
    @JsonProperty("bad-token")
    BAD_TOKEN,
    /** The change is not where this step may be taken. */
    @JsonProperty("wrong-step")
    WRONG_STEP,
    /** What is wanted cannot be used here; the message says what and why. */
    @JsonProperty("invalid-configuration")
    INVALID_CONFIGURATION,
    /** Packets have not been seen to cross in both directions. */
    @JsonProperty("not-proven")
    NOT_PROVEN,
    /** The transaction has ended: its time is over, or it was decided. */
    @JsonProperty("transaction-ended")
    TRANSACTION_ENDED,
    /** The other agent does not answer. */
    @JsonProperty("peer-unreachable")
    PEER_UNREACHABLE,
    /** This agent or its data plane cannot do that. */
    @JsonProperty("not-supported")
    NOT_SUPPORTED
}
