package org.qgate.core.wire;

/** What became of received bytes. */
public sealed interface Decoded {
    /**
     * A well-formed message whose tags have not been checked yet.
     *
     * @param header its header
     * @param message its body
     * @param bytes the datagram, for the check of its tags
     */
    record Wellformed(Header header, Message message, byte[] bytes) implements Decoded {}

    /**
     * Not a message of any protocol version that is known.
     *
     * @param reason why
     */
    record Malformed(String reason) implements Decoded {}
}
