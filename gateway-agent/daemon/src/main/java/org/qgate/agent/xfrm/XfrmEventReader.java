package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.xfrm.XfrmEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads the kernel's events about SAs. It takes the first at once and then rests, so that the deletions of a whole
 * batch of key changes cost one wake-up; what comes meanwhile waits in the socket's buffer.
 */
public final class XfrmEventReader {
    /**
     * Between two looks. At ten thousand deletions a second a thousand events wait, some two megabytes of the socket's eight. A
     * link hears of a limit reached so much later; the kernel keeps the limit itself.
     */
    static final long REST_MILLIS = 100;

    private static final Logger LOG = LoggerFactory.getLogger(XfrmEventReader.class);

    private final XfrmEvents events;
    private final ResidentSas residents;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private XfrmEventReader(XfrmEvents events, ResidentSas residents) {
        this.events = events;
        this.residents = residents;
        this.thread = new Thread(this::run, "xfrm-events");
        thread.setDaemon(true);
    }

    /** Subscribes and starts to read. */
    public static XfrmEventReader start(ResidentSas residents) throws LinuxException {
        XfrmEventReader reader = new XfrmEventReader(XfrmEvents.ofDepartures(), residents);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try {
            while (events.next(residents::follow)
                    && !stopped.await(REST_MILLIS, TimeUnit.MILLISECONDS)
                    && events.nextWaiting(residents::follow)) {
                // Until it is closed.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error(
                    "the kernel's events can no longer be read, so limits reached go unnoticed until they block; restart the"
                            + " agent: {}",
                    e.getMessage());
        }
    }

    /** Ends the thread. */
    public void stop() throws InterruptedException {
        stopped.countDown();
        events.close();
        thread.join();
    }
}
