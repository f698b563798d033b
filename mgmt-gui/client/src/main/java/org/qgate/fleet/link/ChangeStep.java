package org.qgate.fleet.link;

/** How far the change of a link is at one gateway, in the order of the steps. */
public enum ChangeStep {
    /** No change was ever under way. */
    IDLE,
    /** The lock is held, nothing else is done. */
    LOCKED,
    /** What is wanted is stored beside what runs. */
    PREPARED,
    /** Traffic that is not protected yet is blocked. */
    BLOCKED,
    /** The new configuration can be received under. */
    INBOUND,
    /** Traffic leaves under the new configuration. */
    OUTBOUND,
    /** Packets have crossed in both directions. */
    PROVEN,
    /** The new configuration runs and waits for its confirmation. */
    COMMITTED,
    /** The change is over: the new configuration holds. */
    CONFIRMED,
    /** The change is over: the old configuration holds. */
    ABORTED
}
