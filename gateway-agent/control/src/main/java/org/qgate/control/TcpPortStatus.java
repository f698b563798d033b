package org.qgate.control;

import java.util.Objects;

/**
 * What one of the protocol's ports over TCP has seen since it was opened. Links of one local address and port share it.
 *
 * @param address local address
 * @param port local port number
 * @param connections from peers that stand now
 * @param refused connections closed at once: from an address where no peer is, or too many
 * @param badLengths connections closed since what came was no message of the protocol
 * @param dropped messages to peers that were not sent since too many waited in front of them
 */
public record TcpPortStatus(String address, int port, int connections, long refused, long badLengths, long dropped) {
    public TcpPortStatus {
        Objects.requireNonNull(address, "address");
    }
}
