package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares all our SAs with the kernel's once in a while, on a thread and a socket of its own, so that no key change waits for it. The
 * kernel's events tell sooner of nearly all; what they leave out is an SA that goes before we know that it came, and what was lost
 * with a full buffer.
 */
public final class SaAudit {
    /** Between two looks, seconds; each reads all SAs of the host, some 10 ms for ten thousand. */
    static final long INTERVAL_SECONDS = 30;

    private static final Logger LOG = LoggerFactory.getLogger(SaAudit.class);

    private final XfrmSocket socket;
    private final ResidentSas residents;
    private final Semaphore now = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;

    private SaAudit(XfrmSocket socket, ResidentSas residents) {
        this.socket = socket;
        this.residents = residents;
        this.thread = new Thread(this::run, "xfrm-audit");
        thread.setDaemon(true);
    }

    /** Starts it; it closes {@code socket} at its end. */
    public static SaAudit start(XfrmSocket socket, ResidentSas residents) {
        SaAudit audit = new SaAudit(socket, residents);
        residents.onEventsMissing(audit.now::release);
        audit.thread.start();
        return audit;
    }

    private void run() {
        try (socket) {
            while (isDueNext()) {
                look(socket, residents);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until the next look is due or asked for; false when this is stopped. */
    private boolean isDueNext() throws InterruptedException {
        if (now.tryAcquire(INTERVAL_SECONDS, TimeUnit.SECONDS)) {
            now.drainPermits();
        }
        return !stopped;
    }

    /** Looks once. An SA that is entered after the kernel was asked is not missed. */
    static void look(XfrmSocket socket, ResidentSas residents) {
        Map<XfrmId, ResidentSa> expected = residents.expected();
        try {
            Set<XfrmId> standing =
                    socket.dumpSas().stream().map(sa -> sa.info().id()).collect(Collectors.toSet());
            residents.requireStanding(expected, standing);
        } catch (IOException e) {
            LOG.warn("SAs could not be compared with the kernel's: {}", e.getMessage());
        }
    }

    /** Ends the thread. */
    public void stop() throws InterruptedException {
        stopped = true;
        now.release();
        thread.join();
    }
}
