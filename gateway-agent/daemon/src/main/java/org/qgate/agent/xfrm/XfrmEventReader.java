package org.qgate.agent.xfrm;

import java.io.IOException;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.xfrm.XfrmEventGroup;
import org.qgate.linux.xfrm.XfrmEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads the kernel's events about SAs. */
public final class XfrmEventReader {
    private static final Logger LOG = LoggerFactory.getLogger(XfrmEventReader.class);

    private final XfrmEvents events;
    private final ResidentSas residents;
    private final Thread thread;

    private XfrmEventReader(XfrmEvents events, ResidentSas residents) {
        this.events = events;
        this.residents = residents;
        this.thread = new Thread(this::run, "xfrm-events");
        thread.setDaemon(true);
    }

    /** Subscribes and starts to read. */
    public static XfrmEventReader start(ResidentSas residents) throws LinuxException {
        XfrmEventReader reader =
                new XfrmEventReader(XfrmEvents.open(XfrmEventGroup.EXPIRE, XfrmEventGroup.SA), residents);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try {
            while (events.next(residents::follow)) {
                // Until it is closed.
            }
        } catch (IOException e) {
            LOG.error(
                    "the kernel's events can no longer be read, so limits reached go unnoticed until they block; restart the"
                            + " agent: {}",
                    e.getMessage());
        }
    }

    /** Ends the thread. */
    public void stop() throws InterruptedException {
        events.close();
        thread.join();
    }
}
