package org.qgate.engine.cipher;

/** Which way an SA works; each way has its own table of the key store. */
public enum SaDirection {
    /** Encapsulates. */
    OUTBOUND,
    /** Decapsulates. */
    INBOUND
}
