package org.qgate.agent.tcp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections that peers made to one port. A peer needs one; it may leave some behind that it has forgotten, and whoever shares its
 * address can make more. The one that was silent longest makes room, so that the one in use stays.
 */
final class InboundConnections {
    /** Connections from one address. */
    static final int PER_ADDRESS_MAX = 4;
    /** Connections from all addresses. */
    static final int TOTAL_MAX = 512;

    private final Map<InetAddress, List<Inbound>> byAddress = new HashMap<>();
    private int total;

    /** Whether one more has a place, if it displaces one of its own address at most. */
    boolean hasRoomFor(InetAddress address) {
        return total < TOTAL_MAX || of(address).size() >= PER_ADDRESS_MAX;
    }

    private List<Inbound> of(InetAddress address) {
        return byAddress.getOrDefault(address, List.of());
    }

    /** Adds one; closes the most silent of its address if there are too many. */
    void add(Inbound connection) {
        InetAddress address = connection.source().getAddress();
        List<Inbound> others = byAddress.computeIfAbsent(address, none -> new ArrayList<>());
        if (others.size() >= PER_ADDRESS_MAX) {
            others.stream()
                    .min(Comparator.comparingLong(Inbound::lastMessageNanos))
                    .ifPresent(this::close);
        }
        byAddress.computeIfAbsent(address, none -> new ArrayList<>()).add(connection);
        total++;
    }

    void close(Inbound connection) {
        InetAddress address = connection.source().getAddress();
        List<Inbound> others = byAddress.get(address);
        if (others != null && others.remove(connection)) {
            total--;
            if (others.isEmpty()) {
                byAddress.remove(address);
            }
        }
        connection.close();
    }

    void closeIdle(long nowNanos) {
        all().stream().filter(connection -> connection.isIdle(nowNanos)).forEach(this::close);
    }

    void closeAll() {
        all().forEach(this::close);
    }

    private List<Inbound> all() {
        return byAddress.values().stream().flatMap(List::stream).toList();
    }

    int size() {
        return total;
    }
}
