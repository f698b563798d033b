package org.qgate.fleet.link;

/** What was decided about a change, durably and for both gateways. */
public enum ChangeDecision {
    /** Either may still come. */
    UNDECIDED,
    /** The new configuration holds. */
    CONFIRMED,
    /** The old configuration holds. */
    ABORTED
}
