package org.qgate.linux.packet;

import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * A socket for whole packets, non-blocking. It belongs to the network namespace of the thread that opened it; sending and
 * receiving are for one thread each.
 */
public final class PacketSocket implements AutoCloseable {

    /** Bytes that may wait in each direction: some 50 ms at a gigabit. */
    public static final int BUFFER_BYTES = 8 << 20;

    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int IPPROTO_RAW = 255;
    private static final int IPPROTO_IP = 0;
    private static final int IPPROTO_UDP = 17;
    private static final int IPPROTO_IPV6 = 41;
    private static final int IP_RECVTOS = 13;
    private static final int IP_MTU_DISCOVER = 10;
    private static final int IP_MTU = 14;
    private static final int IPV6_RECVTCLASS = 66;
    private static final int IPV6_MTU_DISCOVER = 23;
    private static final int IPV6_MTU = 24;
    private static final int PMTUDISC_PROBE = 3;
    private static final int UDP_GRO = 104;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SO_RCVBUFFORCE = 33;
    private static final String REMEDY = "Run with CAP_NET_RAW and CAP_NET_ADMIN.";

    private final Fd fd;
    private final IpFamily family;
    private final PacketCalls calls = PacketCalls.instance();

    private PacketSocket(Fd fd, IpFamily family) {
        this.fd = fd;
        this.family = family;
    }

    /**
     * Sends whole packets, IP header included, to one destination.
     *
     * @throws LinuxException without CAP_NET_RAW, or when no route leads there
     */
    public static PacketSocket rawSender(IpAddress destination) throws LinuxException {
        PacketSocket socket = open(destination.family(), SOCK_RAW, IPPROTO_RAW);
        return socket.ready(
                Libc.instance().connect(socket.fd.number(), SocketAddresses.of(destination, 0)),
                "connect a raw socket",
                destination);
    }

    /**
     * Receives the packets of an IP protocol that come to one local address. Over IPv4 they include the IP header, over
     * IPv6 they do not.
     */
    public static PacketSocket rawReceiver(IpAddress local, int protocol) throws LinuxException {
        PacketSocket socket = open(local.family(), SOCK_RAW, protocol);
        socket.option(IPPROTO_IPV6, IPV6_RECVTCLASS, IpFamily.IPV6);
        return socket.ready(
                Libc.instance().bind(socket.fd.number(), SocketAddresses.of(local, 0)), "bind a raw socket", local);
    }

    /**
     * Receives UDP datagrams, several of a flow joined by the kernel where it can ({@link PacketBatch#segmentBytes}), and
     * sends {@link SegmentedDatagrams} from the same port; all have DF set.
     */
    public static PacketSocket udp(IpAddress local, int port) throws LinuxException {
        PacketSocket socket = open(local.family(), SOCK_DGRAM, IPPROTO_UDP);
        socket.option(IPPROTO_UDP, UDP_GRO, local.family());
        socket.option(IPPROTO_IP, IP_RECVTOS, IpFamily.IPV4);
        socket.option(IPPROTO_IPV6, IPV6_RECVTCLASS, IpFamily.IPV6);
        return socket.ready(
                Libc.instance().bind(socket.fd.number(), SocketAddresses.of(local, port)), "bind a UDP socket", local);
    }

    private static PacketSocket open(IpFamily family, int type, int protocol) throws LinuxException {
        int returned = PacketCalls.instance().socket(family.number(), type | SOCK_NONBLOCK | SOCK_CLOEXEC, protocol);
        Fd fd = Fd.take(returned, "open a packet socket", family + " protocol " + protocol, REMEDY);
        PacketSocket socket = new PacketSocket(fd, family);
        // Without CAP_NET_ADMIN the buffers stay small, which costs speed under load and nothing else.
        Libc.instance().setsockopt(fd.number(), SOL_SOCKET, SO_SNDBUFFORCE, BUFFER_BYTES);
        Libc.instance().setsockopt(fd.number(), SOL_SOCKET, SO_RCVBUFFORCE, BUFFER_BYTES);
        return socket;
    }

    private PacketSocket ready(int returned, String what, IpAddress where) throws LinuxException {
        if (returned < 0) {
            close();
            throw new LinuxException(
                    what,
                    where.toString(),
                    Errno.ofResult(returned),
                    "Check addresses and routes of this host. " + REMEDY);
        }
        // The path's size is learnt but never enforced by the kernel: packets without DF may be cut on the way.
        int level = family == IpFamily.IPV4 ? IPPROTO_IP : IPPROTO_IPV6;
        int discover = family == IpFamily.IPV4 ? IP_MTU_DISCOVER : IPV6_MTU_DISCOVER;
        Libc.instance().setsockopt(fd.number(), level, discover, PMTUDISC_PROBE);
        return this;
    }

    private void option(int level, int option, IpFamily forFamily) {
        if (family == forFamily) {
            // An old kernel without it delivers the same packets one by one, or without their traffic class.
            Libc.instance().setsockopt(fd.number(), level, option, 1);
        }
    }

    /** What the path to the connected destination carries as the kernel knows it, in bytes; or a negative errno. */
    public int pathMtu() {
        return family == IpFamily.IPV4
                ? calls.getsockopt(fd, IPPROTO_IP, IP_MTU)
                : calls.getsockopt(fd, IPPROTO_IPV6, IPV6_MTU);
    }

    /**
     * Sends the packets of slots {@code first} to {@code end - 1}.
     *
     * @return how many were sent, at least one, or a negative errno about the first
     */
    public int send(PacketBatch batch, int first, int end) {
        return calls.sendmmsg(fd, batch.address(first), end - first, 0);
    }

    /** Sends datagrams that the network stack cuts; 1, or a negative errno when none was sent. */
    public int send(SegmentedDatagrams datagrams) {
        return calls.sendmmsg(fd, datagrams.prepare(), 1, 0);
    }

    /** Receives up to a batch; the number of packets, or a negative errno, EAGAIN when there is none. */
    public int receive(PacketBatch batch) {
        batch.prepareToReceive();
        return calls.recvmmsg(fd, batch.address(0), batch.capacity(), 0);
    }

    /** The descriptor, for poll. */
    public Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return "PacketSocket(" + family + ", " + fd + ")";
    }
}
