package org.qgate.engine.loop;

import java.util.ArrayList;
import java.util.List;
import org.qgate.engine.cipher.OwnAddresses;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets on which ESP arrives: at the addresses that the engine was started for, and at those of SAs that came later. */
final class OuterReceivers implements OwnAddresses, AutoCloseable {
    /** Addresses at once; each has a socket, or two with ESP in UDP. */
    static final int ADDRESSES_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(OuterReceivers.class);

    private final int udpPort;
    private volatile List<OuterReceiver> all = List.of();

    private OuterReceivers(int udpPort) {
        this.udpPort = udpPort;
    }

    /**
     * Opens those that an engine is started with, in the calling thread's network namespace.
     *
     * @throws LinuxException when one cannot be opened; none is then left open
     */
    static OuterReceivers open(EngineOptions options) throws LinuxException {
        OuterReceivers receivers = new OuterReceivers(options.udpPort());
        try {
            for (IpAddress local : options.locals()) {
                receivers.add(local);
            }
        } catch (LinuxException e) {
            receivers.close();
            throw e;
        }
        return receivers;
    }

    /** All of them; another list when one has come. */
    List<OuterReceiver> all() {
        return all;
    }

    @Override
    public boolean contains(IpAddress address) {
        return all.stream().anyMatch(receiver -> receiver.local().equals(address));
    }

    @Override
    public synchronized boolean adopt(IpAddress address) {
        if (contains(address)) {
            return true;
        }
        if (all.stream().map(OuterReceiver::local).distinct().count() >= ADDRESSES_MAX) {
            LOG.warn("{} is one address too many: the engine receives at {}", address, ADDRESSES_MAX);
            return false;
        }
        try {
            add(address);
            LOG.info("receives ESP at {} too", address);
            return true;
        } catch (LinuxException e) {
            // Of an SA's two addresses one is the peer's.
            if (!e.errno().equals(Errno.EADDRNOTAVAIL)) {
                LOG.warn("ESP cannot be received at {}: {}", address, e.getMessage());
            }
            return false;
        }
    }

    private void add(IpAddress local) throws LinuxException {
        List<OuterReceiver> more = new ArrayList<>(all);
        OuterReceiver raw = OuterReceiver.raw(local);
        more.add(raw);
        if (udpPort != 0) {
            try {
                more.add(OuterReceiver.udp(local, udpPort));
            } catch (LinuxException e) {
                raw.close();
                throw e;
            }
        }
        all = List.copyOf(more);
    }

    @Override
    public void close() {
        all.forEach(OuterReceiver::close);
    }
}
