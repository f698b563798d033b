package org.qgate.control;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One link.
 *
 * @param link its name, equal on both gateways
 * @param peer name of the other gateway
 * @param localAddress outer address of our side
 * @param peerAddress outer address of the other side
 * @param suite for example {@code aes-gcm-256}
 * @param transport what carries the control messages: {@code udp} or {@code tcp}
 * @param state as an operator sees it
 * @param epoch running epoch, 0 before the first
 * @param protocolVersion version of the rekeying protocol in that epoch, 0 before the first
 * @param resets epochs begun after the first one
 * @param outbound what we send
 * @param inbound what we receive
 * @param offload what a network card does for it; empty when none is to
 * @param controlAh whether messages to the peer's control port leave under AH now
 * @param alarms raised now
 */
public record LinkStatus(
        String link,
        String peer,
        String localAddress,
        String peerAddress,
        String suite,
        String transport,
        LinkState state,
        long epoch,
        int protocolVersion,
        long resets,
        DirectionStatus outbound,
        DirectionStatus inbound,
        Optional<OffloadStatus> offload,
        boolean controlAh,
        List<AlarmStatus> alarms) {
    public LinkStatus {
        ControlProtocol.requireName("link", link);
        ControlProtocol.requireName("peer", peer);
        Objects.requireNonNull(transport, "transport");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(outbound, "outbound");
        Objects.requireNonNull(inbound, "inbound");
        Objects.requireNonNull(offload, "offload");
        alarms = List.copyOf(alarms);
    }
}
