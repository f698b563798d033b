package org.qgate.agent.xfrm;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.xfrm.XfrmEvent;
import org.qgate.linux.xfrm.XfrmEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that reads the kernel's events. It takes the first at once and may then rest, so that the deletions of a whole batch of
 * key changes cost one wake-up; what comes meanwhile waits in the socket's buffer.
 */
public final class XfrmEventReader {
    /**
     * Between two looks at SAs. At ten thousand deletions a second 2,500 events wait, some five megabytes of the socket's
     * eight. A link hears of a limit reached so much later; the kernel keeps the limit itself.
     */
    static final long REST_MILLIS = 250;

    /** While a policy is missing packets may go astray, and those that we change ourselves are not told. */
    private static final long NO_REST = 0;

    private static final Logger LOG = LoggerFactory.getLogger(XfrmEventReader.class);

    private final XfrmEvents events;
    private final Consumer<XfrmEvent> sink;
    private final long restMillis;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private XfrmEventReader(String name, XfrmEvents events, Consumer<XfrmEvent> sink, long restMillis) {
        this.events = events;
        this.sink = sink;
        this.restMillis = restMillis;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * Subscribes to SAs and starts to read.
     *
     * @param ownPortId of the socket that programs them
     */
    public static XfrmEventReader ofSas(ResidentSas residents, int ownPortId) throws LinuxException {
        return new XfrmEventReader("xfrm-events", XfrmEvents.ofSas(ownPortId), residents::follow, REST_MILLIS)
                .started();
    }

    /**
     * Subscribes to policies and starts to read.
     *
     * @param ownPortId of the socket that programs them
     */
    public static XfrmEventReader ofPolicies(PolicyWatch watch, int ownPortId) throws LinuxException {
        return new XfrmEventReader("xfrm-policies", XfrmEvents.ofPoliciesByOthers(ownPortId), watch::follow, NO_REST)
                .started();
    }

    private XfrmEventReader started() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            while (events.next(sink) && !stopped.await(restMillis, TimeUnit.MILLISECONDS) && events.nextWaiting(sink)) {
                // Until it is closed.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error(
                    "the kernel's events can no longer be read ({}), so limits reached go unnoticed until they block, and what"
                            + " others do until the next look; restart the agent: {}",
                    thread.getName(),
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
