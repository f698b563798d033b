package org.qgate.wbem.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.io.Connection;

/** A client's connection: what it is doing, and until when it may. */
final class WatchedConnection {
    private final String address;
    private final List<Connection> layers = new CopyOnWriteArrayList<>();
    private volatile Phase phase = Phase.HEADER;
    private volatile long sinceNanos;
    private volatile long deadlineNanos;

    /** What a connection is doing. */
    enum Phase {
        /** Nothing whole has come yet: handshake or headers of the first request. */
        HEADER,
        /** A body comes in. */
        BODY,
        /** An answer is made or goes out. */
        ANSWER,
        /** Between two requests. */
        IDLE
    }

    WatchedConnection(String address, long nowNanos, long deadlineNanos) {
        this.address = address;
        this.sinceNanos = nowNanos;
        this.deadlineNanos = deadlineNanos;
    }

    /** Adds the connection of one layer: TLS is one, HTTP within it another. */
    void addLayer(Connection layer) {
        layers.add(layer);
    }

    void enter(Phase newPhase, long nowNanos, long millis) {
        sinceNanos = nowNanos;
        deadlineNanos = nowNanos + millis * 1_000_000L;
        phase = newPhase;
    }

    boolean isOverdue(long nowNanos) {
        return nowNanos - deadlineNanos > 0;
    }

    /** True while nothing would be lost by closing it. */
    boolean isEvictable() {
        return phase == Phase.HEADER || phase == Phase.IDLE;
    }

    String address() {
        return address;
    }

    long sinceNanos() {
        return sinceNanos;
    }

    void cut() {
        for (Connection layer : layers) {
            layer.getEndPoint().close();
        }
    }
}
