package org.qgate.wbem.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.http.WatchedConnection.Phase;

/**
 * Bounds the number of connections and the time that each may take for each phase, so that slow and idle clients keep nobody out: at the
 * bound the connection that has been idle longest makes room, and what is overdue is cut whatever it sends meanwhile.
 */
final class ConnectionWatch implements Connection.Listener {
    private final HttpLimits limits;
    private final LongSupplier nanoTime;
    private final Map<SocketAddress, WatchedConnection> open = new ConcurrentHashMap<>();

    ConnectionWatch(HttpLimits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    public void onOpened(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        if (remote == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        WatchedConnection known = open.get(remote);
        if (known != null) {
            known.addLayer(connection);
            return;
        }
        WatchedConnection fresh = new WatchedConnection(address(remote), now, now + limits.headerMillis() * 1_000_000L);
        fresh.addLayer(connection);
        if (!admit(remote, fresh)) {
            connection.getEndPoint().close();
        }
    }

    /** One at a time: connections open on several threads, and together they must not pass the bound. */
    private synchronized boolean admit(SocketAddress remote, WatchedConnection fresh) {
        boolean room = makeRoom(fresh.address());
        if (room) {
            open.put(remote, fresh);
        }
        return room;
    }

    @Override
    public void onClosed(Connection connection) {
        SocketAddress remote = connection.getEndPoint().getRemoteSocketAddress();
        if (remote != null) {
            open.remove(remote);
        }
    }

    /** Notes what a connection does now. */
    void enter(SocketAddress remote, Phase phase) {
        WatchedConnection connection = open.get(remote);
        if (connection != null) {
            connection.enter(phase, nanoTime.getAsLong(), millis(phase));
        }
    }

    /** Cuts what is overdue; called every few hundred milliseconds. */
    void cutOverdue() {
        long now = nanoTime.getAsLong();
        for (WatchedConnection connection : open.values()) {
            if (connection.isOverdue(now)) {
                connection.cut();
            }
        }
    }

    /** Connections open now. */
    int count() {
        return open.size();
    }

    private boolean makeRoom(String address) {
        Collection<WatchedConnection> all = open.values();
        if (all.size() < limits.connectionsPerAddressMax()) {
            return true;
        }
        long ofAddress =
                all.stream().filter(one -> one.address().equals(address)).count();
        if (ofAddress >= limits.connectionsPerAddressMax()) {
            return evict(longestIdle(address));
        }
        return all.size() < limits.connectionsMax() || evict(longestIdle(null));
    }

    private boolean evict(Optional<WatchedConnection> idle) {
        idle.ifPresent(connection -> {
            open.values().remove(connection);
            connection.cut();
        });
        return idle.isPresent();
    }

    private Optional<WatchedConnection> longestIdle(@Nullable String address) {
        return open.values().stream()
                .filter(one -> address == null || one.address().equals(address))
                .filter(WatchedConnection::isEvictable)
                .min(Comparator.comparingLong(one -> one.sinceNanos() - nanoTime.getAsLong()));
    }

    private long millis(Phase phase) {
        return switch (phase) {
            case HEADER -> limits.headerMillis();
            case BODY -> limits.bodyMillis();
            case ANSWER -> limits.answerMillis();
            case IDLE -> limits.keepAliveMillis();
        };
    }

    private static String address(SocketAddress remote) {
        return remote instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : remote.toString();
    }
}
