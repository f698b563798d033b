package org.qgate.fleet.gateway;

/** Steps of a change that take nothing but the link and the lock's token. */
public enum ChangeAction {
    /** Blocks the traffic that a running link does not protect yet. */
    BLOCK,
    /** Policies and inbound SAs of the new configuration. */
    INBOUND,
    /** Outbound SAs: traffic flows under the new configuration. */
    OUTBOUND,
    /** Proves that packets cross in both directions. */
    PROVE,
    /** Decides for the new configuration and frees the lock. */
    CONFIRM,
    /** Undoes all steps, back to the lock. */
    UNDO,
    /** Undoes what is not confirmed and frees the lock. */
    RELEASE
}
