package org.qgate.linux.packet;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * A UDP port at which the kernel's IPsec takes ESP in UDP (RFC 3948) off the wire, as long as this is open. What else comes to the port
 * is not for anybody.
 */
public final class EncapsulationSocket implements AutoCloseable {

    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int IPPROTO_UDP = 17;
    private static final int UDP_ENCAP = 100;
    private static final int UDP_ENCAP_ESPINUDP = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUF = 8;
    private static final byte KEEPALIVE = (byte) 0xFF;

    private final Fd fd;

    private EncapsulationSocket(Fd fd) {
        this.fd = fd;
    }

    /**
     * Opens the port in the calling thread's network namespace.
     *
     * @throws LinuxException when the port is taken, the address is not one of this host, or the kernel has no ESP in UDP
     */
    public static EncapsulationSocket open(IpAddress local, int port) throws LinuxException {
        int returned = PacketCalls.instance().socket(local.family().number(), SOCK_DGRAM | SOCK_CLOEXEC, IPPROTO_UDP);
        Fd fd = Fd.take(returned, "open a UDP socket", local.toString(), "Check the limit of open files.");
        Libc libc = Libc.instance();
        // Nobody reads what is not ESP: as little of it as possible waits.
        libc.setsockopt(fd.number(), SOL_SOCKET, SO_RCVBUF, 0);
        int bound = libc.bind(fd.number(), SocketAddresses.of(local, port));
        int ready = bound < 0 ? bound : libc.setsockopt(fd.number(), IPPROTO_UDP, UDP_ENCAP, UDP_ENCAP_ESPINUDP);
        if (ready < 0) {
            fd.close();
            throw new LinuxException(
                    bound < 0 ? "bind a UDP port for ESP" : "hand a UDP port to IPsec",
                    local + " port " + port,
                    Errno.ofResult(ready),
                    "Is the address configured on this host, does another program use the port, and has the kernel ESP?");
        }
        return new EncapsulationSocket(fd);
    }

    /**
     * Sends one byte that the peer's kernel drops (RFC 3948 section 2.3), so that translators on the path do not forget this port.
     *
     * @throws LinuxException when the network cannot take it now
     */
    public void keepAlive(IpAddress peer, int port) throws LinuxException {
        ByteBuffer octet = Libc.nativeBuffer(1).put(0, KEEPALIVE);
        int sent = PacketCalls.instance().sendto(fd, octet, SocketAddresses.of(peer, port));
        if (sent < 0) {
            throw new LinuxException(
                    "send a keepalive", peer + " port " + port, Errno.ofResult(sent), "Is there a route?");
        }
    }

    /** Gives the port back; ESP in UDP to it is no longer taken. */
    @Override
    public void close() {
        fd.close();
    }
}
