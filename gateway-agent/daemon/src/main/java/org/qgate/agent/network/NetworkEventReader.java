package org.qgate.agent.network;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.rtnetlink.RouteEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that hears of interfaces and addresses that come and go. After the first change it waits a moment for those that belong
 * to it, such as the routes that the kernel restores when a cable is plugged in, and tells of all of them once.
 */
public final class NetworkEventReader {
    /** From the first change to the word about it. */
    static final long SETTLE_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(NetworkEventReader.class);

    private final RouteEvents events;
    private final Runnable changed;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;

    private NetworkEventReader(RouteEvents events, Runnable changed) {
        this.events = events;
        this.changed = changed;
        this.thread = new Thread(this::run, "network-events");
        thread.setDaemon(true);
    }

    /** Subscribes and starts to read; {@code changed} is called on the reader's thread, at most five times a second. */
    public static NetworkEventReader start(Runnable changed) throws LinuxException {
        NetworkEventReader reader = new NetworkEventReader(RouteEvents.ofInterfacesAndAddresses(), changed);
        reader.thread.start();
        return reader;
    }

    private void run() {
        Runnable belongsToIt = () -> {};
        try {
            while (events.next(belongsToIt)
                    && !stopped.await(SETTLE_MILLIS, TimeUnit.MILLISECONDS)
                    && events.nextWaiting(belongsToIt)) {
                changed.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.error(
                    "changes of interfaces can no longer be read, so addresses and routes come back only at the next look: {}",
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
