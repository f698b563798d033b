package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Direction of traffic as this gateway sees it. */
public enum Direction {
    /** Sent by this gateway, which is master of these keys. */
    @JsonProperty("outbound")
    OUTBOUND,
    /** Received by this gateway, which is slave to the peer's keys. */
    @JsonProperty("inbound")
    INBOUND
}
