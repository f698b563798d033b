package org.qgate.engine.loop;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to all peers, opened at first use. For one thread. */
final class OuterPaths implements AutoCloseable {

    /** Peers at once: each has a socket and some 100 KiB. */
    static final int PATHS_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(OuterPaths.class);

    /** A path that cannot be opened is not tried again for so long. */
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final int linkMtu;
    private final EngineCounters counters;
    private final Map<IpAddress, OuterPath> paths = new LinkedHashMap<>();
    private @Nullable IpAddress lastDestination;
    private @Nullable OuterPath lastPath;
    private @Nullable IpAddress failedDestination;
    private long failedNanos;

    OuterPaths(int linkMtu, EngineCounters counters) {
        this.linkMtu = linkMtu;
        this.counters = counters;
    }

    /** The way to a peer, or null when there is none. */
    @Nullable
    OuterPath to(IpAddress destination, long nowNanos) {
        if (destination.equals(lastDestination)) {
            return lastPath;
        }
        OuterPath path = paths.get(destination);
        if (path == null) {
            path = open(destination, nowNanos);
        }
        if (path != null) {
            lastDestination = destination;
            lastPath = path;
        }
        return path;
    }

    private @Nullable OuterPath open(IpAddress destination, long nowNanos) {
        boolean failedJustNow = destination.equals(failedDestination) && nowNanos - failedNanos < RETRY_NANOS;
        if (failedJustNow || paths.size() >= PATHS_MAX) {
            return null;
        }
        try {
            OuterPath path = new OuterPath(destination, linkMtu, counters, nowNanos);
            paths.put(destination, path);
            return path;
        } catch (LinuxException e) {
            LOG.warn("No way to peer {}: {}", destination, e.getMessage());
            failedDestination = destination;
            failedNanos = nowNanos;
            return null;
        }
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
