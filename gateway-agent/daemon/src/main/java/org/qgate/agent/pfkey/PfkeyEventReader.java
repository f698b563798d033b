package org.qgate.agent.pfkey;

import java.io.IOException;
import java.util.List;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.pfkey.PfKeySubscription;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.pfkey.SadbSatype;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that reads PF_KEY events about SAs. */
public final class PfkeyEventReader {
    private static final Logger LOG = LoggerFactory.getLogger(PfkeyEventReader.class);

    private final PfKeySubscription events;
    private final PfkeyResidents residents;
    private final Runnable lost;
    private final Thread thread;

    private PfkeyEventReader(PfKeySubscription events, PfkeyResidents residents, Runnable lost) {
        this.events = events;
        this.residents = residents;
        this.lost = lost;
        this.thread = new Thread(this::run, "pfkey-events");
        thread.setDaemon(true);
    }

    /**
     * Registers and starts to read.
     *
     * @param pid number of this process
     * @param lost called once when the other end is gone, after all links were told; on the reader's thread
     */
    public static PfkeyEventReader start(PfKeyTransport transport, int pid, PfkeyResidents residents, Runnable lost)
            throws LinuxException {
        PfkeyEventReader reader =
                new PfkeyEventReader(PfKeySubscription.open(transport, pid, List.of(SadbSatype.ESP)), residents, lost);
        reader.thread.start();
        return reader;
    }

    private void run() {
        try {
            while (events.next(residents::follow)) {
                // Until it is closed.
            }
        } catch (IOException e) {
            LOG.error("PF_KEY events can no longer be read, so all SAs count as gone: {}", e.getMessage());
            residents.lostAll();
            lost.run();
        }
    }

    /** Ends the thread. */
    public void stop() throws InterruptedException {
        events.close();
        thread.join();
    }
}
