package org.qgate.simulator.paper;

import java.util.List;

/** The way of control messages to the peer. */
interface PaperTransport {
    /** Sends a message, at once or later. */
    void send(PaperMessage message, long nowNanos);

    /** Takes a datagram or segment; returns the messages that it brought, in order. */
    List<PaperMessage> receive(byte[] bytes, long nowNanos);

    /** Does what is due. */
    void tick(long nowNanos);

    /** When something is due; {@code Long.MAX_VALUE} for never. */
    long nextDeadlineNanos();

    /** Datagrams and segments refused because AH does not vouch for them. */
    long refused();

    /** Puts bytes on the wire. */
    interface Wire {
        /** Sends a datagram or segment. */
        void send(byte[] bytes);
    }
}
