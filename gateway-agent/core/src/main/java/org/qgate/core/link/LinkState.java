package org.qgate.core.link;

/** How a link stands; what monitoring shows. */
public enum LinkState {
    /** No epoch was ever agreed on since the start. */
    GREETING,
    /** An epoch is agreed on, no key protects packets yet, or the last one ended: nothing leaves. */
    BLOCKED,
    /** Packets leave under keys that change. */
    UP,
    /** Packets leave, but the peer has been silent for the suspend time; keys stay as they are. */
    SUSPENDED,
    /** The peer left the link in order; nothing leaves until it greets again. */
    CLOSED,
    /** Stopped in order. */
    STOPPED
}
