package org.qgate.lab.wire;

/** What a frame between the gateways is. */
sealed interface Frame {
    /**
     * An ESP packet from gateway to gateway.
     *
     * @param source outer address of its sender
     * @param sequence the low 32 bits of its sequence number
     */
    record Esp(int source, int spi, int sequence) implements Frame {}

    /** Of the agents' own: their messages, AH around them, or word that nobody listens on their port. */
    record Control() implements Frame {}

    /** The packet that is clear on purpose, and proves that the capture would show others. */
    record Canary() implements Frame {}

    /**
     * Address resolution (ARP, IPv6 neighbour discovery), or word that nobody listens on the canary's port or takes an ESP packet, which
     * quotes what was on the wire before.
     */
    record Housekeeping() implements Frame {}

    /**
     * Anything else: it should have been protected.
     *
     * @param what for a person
     */
    record Clear(String what) implements Frame {}
}
