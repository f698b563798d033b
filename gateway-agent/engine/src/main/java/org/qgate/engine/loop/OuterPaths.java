package org.qgate.engine.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.packet.PacketSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to all peers, opened at first use. For one thread. */
final class OuterPaths implements AutoCloseable {

    /** Peers at once: each has a socket and some 100 KiB. */
    static final int PATHS_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(OuterPaths.class);

    /** A path that cannot be opened is not tried again for so long. */
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final OuterReceivers receivers;
    private final int linkMtu;
    private final EngineCounters counters;
    private final Map<Tunnel, OuterPath> paths = new LinkedHashMap<>();
    private @Nullable Tunnel lastTunnel;
    private @Nullable OuterPath lastPath;
    private @Nullable Tunnel failedTunnel;
    private long failedNanos;

    OuterPaths(OuterReceivers receivers, int linkMtu, EngineCounters counters) {
        this.receivers = receivers;
        this.linkMtu = linkMtu;
        this.counters = counters;
    }

    /** The way to a peer, or null when there is none. */
    @Nullable
    OuterPath to(Tunnel tunnel, long nowNanos) {
        if (tunnel.equals(lastTunnel)) {
            return lastPath;
        }
        OuterPath path = paths.get(tunnel);
        if (path == null) {
            path = open(tunnel, nowNanos);
        }
        if (path != null) {
            lastTunnel = tunnel;
            lastPath = path;
        }
        return path;
    }

    private @Nullable OuterPath open(Tunnel tunnel, long nowNanos) {
        boolean failedJustNow = tunnel.equals(failedTunnel) && nowNanos - failedNanos < RETRY_NANOS;
        if (failedJustNow || paths.size() >= PATHS_MAX) {
            return null;
        }
        try {
            OuterPath path = new OuterPath(tunnel, udpSocket(tunnel), linkMtu, counters);
            paths.put(tunnel, path);
            return path;
        } catch (LinuxException e) {
            LOG.warn("No way to peer {}: {}", tunnel.destination(), e.getMessage());
            failedTunnel = tunnel;
            failedNanos = nowNanos;
            return null;
        }
    }

    private @Nullable PacketSocket udpSocket(Tunnel tunnel) {
        if (!tunnel.encapsulation().isUsed()) {
            return null;
        }
        for (OuterReceiver receiver : receivers.all()) {
            PacketSocket socket = receiver.udpSocket(tunnel);
            if (socket != null) {
                return socket;
            }
        }
        return null;
    }

    /** Sends what waits on any of them. */
    void flush(long nowNanos) {
        for (OuterPath path : paths.values()) {
            path.flush(nowNanos);
        }
    }

    @Override
    public void close() {
        paths.values().forEach(OuterPath::close);
    }
}
