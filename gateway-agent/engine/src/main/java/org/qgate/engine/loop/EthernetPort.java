package org.qgate.engine.loop;

import java.util.function.LongSupplier;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.router.EthernetLink;
import org.qgate.engine.router.EthernetRouter;
import org.qgate.engine.router.Forwarding;
import org.qgate.engine.router.IcmpErrors;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.tun.TunDevice;
import org.qgate.linux.tun.VirtioNetHdr;

/** A TAP device: the engine is a router of its own on an Ethernet. */
final class EthernetPort implements InnerPort {

    private final TunDevice tap;
    private final EthernetRouter router;
    private final EngineCounters counters;
    private final LongSupplier clock;

    private EthernetPort(
            TunDevice tap, EthernetLink link, IcmpErrors errors, EngineCounters counters, LongSupplier clock) {
        this.tap = tap;
        this.router = new EthernetRouter(link, errors, tap::write);
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Opens it.
     *
     * @param errors of its own: one thread uses it
     */
    static EthernetPort open(
            String name, EthernetLink link, IcmpErrors errors, EngineCounters counters, LongSupplier clock)
            throws LinuxException {
        return new EthernetPort(TunDevice.openTap(name), link, errors, counters, clock);
    }

    @Override
    public Fd fd() {
        return tap.fd();
    }

    @Override
    public boolean joinsDatagrams() {
        return tap.joinsDatagrams();
    }

    @Override
    public int read(VirtioNetHdr header, byte[] into, int offset) {
        int front = offset - TunDevice.ETHERNET_BYTES;
        int length = tap.read(header, into, front);
        if (length < 0) {
            return length;
        }
        Forwarding seen = router.receive(into, front, length, clock.getAsLong());
        if (seen == Forwarding.TO_TUNNEL) {
            header.shift(-TunDevice.ETHERNET_BYTES);
            return length - TunDevice.ETHERNET_BYTES;
        }
        int code = code(seen);
        if (code < 0) {
            counters.drop(code);
        }
        return NOTHING_FOR_TUNNEL;
    }

    @Override
    public int deliver(VirtioNetHdr header, byte[] packet, int offset, int length) {
        return code(router.forward(header, packet, offset, length, clock.getAsLong()));
    }

    @Override
    public int tell(VirtioNetHdr header, byte[] packet, int offset, int length) {
        return code(router.write(header, packet, offset, length, clock.getAsLong()));
    }

    private static int code(Forwarding what) {
        return switch (what) {
            case DONE, TO_TUNNEL, NOT_FOR_TUNNEL -> 0;
            case MALFORMED -> DropReason.MALFORMED.code();
            case HOP_LIMIT -> DropReason.HOP_LIMIT.code();
            case NO_ROUTE -> DropReason.NO_ROUTE.code();
            case NO_NEIGHBOR -> DropReason.NO_NEIGHBOR.code();
            case SEND_FAILED -> DropReason.SEND_FAILED.code();
        };
    }

    @Override
    public void setPersistent(boolean persistent) throws LinuxException {
        tap.setPersistent(persistent);
    }

    @Override
    public void close() {
        tap.close();
    }
}
