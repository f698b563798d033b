package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a key protects. */
public enum Channel {
    /** User traffic within the link's selectors. */
    @JsonProperty("data")
    DATA,
    /** The agents' own messages. */
    @JsonProperty("control")
    CONTROL,
    /** First contact and restart. */
    @JsonProperty("bootstrap")
    BOOTSTRAP
}
