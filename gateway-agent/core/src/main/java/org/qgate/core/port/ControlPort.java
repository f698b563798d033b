package org.qgate.core.port;

/** Which of the two control ports a datagram uses. */
public enum ControlPort {
    /** Messages of an established epoch. */
    CONTROL,
    /** HELLO messages, which stay outside any AH policy (decision 16). */
    HELLO
}
