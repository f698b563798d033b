package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.packet.EncapsulationSocket;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmEventGroup;
import org.qgate.linux.xfrm.XfrmEvents;
import org.qgate.linux.xfrm.XfrmUserMapping;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Paths on which addresses are translated: holds the UDP ports of links with ESP in UDP, keeps translators from forgetting them, and
 * follows a peer whose port a translator has changed. The kernel tells of such a change only after a packet's integrity was checked.
 */
final class TranslatedPaths {
    /** RFC 3948 section 4: 20 s unless told otherwise. */
    private static final long KEEPALIVE_SECONDS = 20;

    private static final Logger LOG = LoggerFactory.getLogger(TranslatedPaths.class);

    private final Map<String, EncapsulationSocket> sockets = new HashMap<>();
    private final Map<Integer, Path> paths = new ConcurrentHashMap<>();
    private final XfrmEvents events;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread reader = new Thread(this::read, "nat-mappings");
    private final Thread keeper = new Thread(this::keepAlive, "nat-keepalive");

    private record Path(String link, IpAddress peer, LinkEncapsulation encapsulation, EncapsulationSocket socket) {}

    private TranslatedPaths(XfrmEvents events) {
        this.events = events;
    }

    static TranslatedPaths open() throws LinuxException {
        TranslatedPaths paths = new TranslatedPaths(XfrmEvents.open(XfrmEventGroup.MAPPING));
        paths.reader.setDaemon(true);
        paths.keeper.setDaemon(true);
        paths.reader.start();
        paths.keeper.start();
        return paths;
    }

    /** Opens a link's port, which it may share with others, and follows its peer. */
    void add(String link, int reqid, LinkEndpoints endpoints, LinkEncapsulation encapsulation) throws LinuxException {
        String name = endpoints.local() + " " + encapsulation.localPort();
        EncapsulationSocket socket = sockets.get(name);
        if (socket == null) {
            socket = EncapsulationSocket.open(endpoints.local(), encapsulation.localPort());
            sockets.put(name, socket);
        }
        paths.put(reqid, new Path(link, endpoints.peer(), encapsulation, socket));
    }

    private void read() {
        try {
            while (events.next(this::follow)) {
                // Until it is stopped.
            }
        } catch (IOException e) {
            LOG.error("changes of translated ports can no longer be read; restart the agent: {}", e.getMessage());
        }
    }

    /** Takes one event of the kernel. */
    void follow(XfrmEvent event) {
        if (!(event instanceof XfrmEvent.MappingChanged changed)) {
            return;
        }
        XfrmUserMapping mapping = changed.mapping();
        Path path = paths.get(mapping.reqid());
        if (path == null) {
            return;
        }
        if (!mapping.now().address().equals(path.peer)) {
            LOG.warn(
                    "link {}: the peer's packets come from {} now instead of {}; set peer-address to it",
                    path.link,
                    mapping.now().address(),
                    path.peer);
        } else if (path.encapsulation.seenAt(mapping.now().port())) {
            LOG.info(
                    "link {}: the peer is seen at UDP port {} now",
                    path.link,
                    mapping.now().port());
        }
    }

    private void keepAlive() {
        try {
            while (!stopped.await(KEEPALIVE_SECONDS, TimeUnit.SECONDS)) {
                paths.values().forEach(TranslatedPaths::keepAlive);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void keepAlive(Path path) {
        try {
            path.socket.keepAlive(path.peer, path.encapsulation.peerPort());
        } catch (IOException e) {
            LOG.debug("link {}: {}", path.link, e.getMessage());
        }
    }

    /** Ends both threads and gives the ports back. */
    void stop() throws InterruptedException {
        stopped.countDown();
        events.close();
        reader.join();
        keeper.join();
        sockets.values().forEach(EncapsulationSocket::close);
    }
}
