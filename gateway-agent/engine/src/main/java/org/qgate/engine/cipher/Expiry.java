package org.qgate.engine.cipher;

/** How far an SA's lifetime has run. */
public enum Expiry {
    /** No limit reached. */
    NONE,
    /** A soft limit reached: time for a successor. */
    SOFT,
    /** A hard limit reached: the SA is dead. */
    HARD
}
