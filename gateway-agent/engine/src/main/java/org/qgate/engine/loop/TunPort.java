package org.qgate.engine.loop;

import org.qgate.engine.cipher.DropReason;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.tun.TunDevice;
import org.qgate.linux.tun.VirtioNetHdr;

/** A TUN device: the kernel routes, counts hops down and finds neighbours. */
final class TunPort implements InnerPort {

    private final TunDevice tun;

    private TunPort(TunDevice tun) {
        this.tun = tun;
    }

    static TunPort open(String name) throws LinuxException {
        return new TunPort(TunDevice.open(name));
    }

    @Override
    public Fd fd() {
        return tun.fd();
    }

    @Override
    public boolean joinsDatagrams() {
        return tun.joinsDatagrams();
    }

    @Override
    public int read(VirtioNetHdr header, byte[] into, int offset) {
        return tun.read(header, into, offset);
    }

    @Override
    public int deliver(VirtioNetHdr header, byte[] packet, int offset, int length) {
        return tun.write(header, packet, offset, length) < 0 ? DropReason.SEND_FAILED.code() : 0;
    }

    @Override
    public int tell(VirtioNetHdr header, byte[] packet, int offset, int length) {
        return deliver(header, packet, offset, length);
    }

    @Override
    public void setPersistent(boolean persistent) throws LinuxException {
        tun.setPersistent(persistent);
    }

    @Override
    public void close() {
        tun.close();
    }
}
