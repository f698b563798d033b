package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * A netlink socket of the calling thread's network namespace, connected to the kernel, so that nobody else can send to
 * it. It receives without blocking first, because answers to a request lie ready when the request was sent, and polls
 * only when there is nothing.
 */
public final class KernelNetlinkSocket implements NetlinkSocket {

    /** Room for the acknowledgements of a whole batch and for bursts of events; the kernel doubles it. */
    public static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    /** Room for a whole batch in one datagram. */
    public static final int SEND_BUFFER_BYTES = 1 << 20;

    /** Interrupted calls are repeated at most so often. */
    private static final int INTERRUPTIONS_MAX = 1000;

    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_ADD_MEMBERSHIP = 1;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int SOCKADDR_BYTES = 12;
    private static final int POLLFD_BYTES = 8;
    private static final short POLLIN = 1;

    private final Libc libc = Libc.instance();
    private final NetlinkFamily family;
    private final Fd socket;
    private final Fd wake;
    private final int portId;
    private final ByteBuffer pollfds = Libc.nativeBuffer(2 * POLLFD_BYTES);
    private final ReentrantLock receiving = new ReentrantLock();
    private volatile boolean closed;

    private KernelNetlinkSocket(NetlinkFamily family, Fd socket, Fd wake, int portId) {
        this.family = family;
        this.socket = socket;
        this.wake = wake;
        this.portId = portId;
        pollfds.putInt(0, socket.number()).putShort(4, POLLIN);
        pollfds.putInt(POLLFD_BYTES, wake.number()).putShort(POLLFD_BYTES + 4, POLLIN);
    }

    /**
     * Opens a socket and joins multicast groups.
     *
     * @param groups group numbers of the family, none for a socket that only asks
     * @throws LinuxException when the kernel lacks the family or the process lacks CAP_NET_ADMIN
     */
    public static KernelNetlinkSocket open(NetlinkFamily family, int... groups) throws LinuxException {
        Libc libc = Libc.instance();
        Fd socket = Fd.take(
                libc.netlinkSocket(family.protocol()),
                "open a netlink socket",
                family.toString(),
                "Use a kernel that has it (CONFIG_XFRM_USER for XFRM).");
        Fd wake = null;
        try {
            wake = Fd.take(libc.eventfd(), "make an eventfd", "for " + family, "Raise the limit of open files.");
            int portId = configure(libc, socket, family, groups);
            return new KernelNetlinkSocket(family, socket, wake, portId);
        } catch (LinuxException e) {
            socket.close();
            if (wake != null) {
                wake.close();
            }
            throw e;
        }
    }

    private static int configure(Libc libc, Fd socket, NetlinkFamily family, int... groups) throws LinuxException {
        int fd = socket.number();
        String where = "netlink " + family;
        String remedy = "Run with CAP_NET_ADMIN in the network namespace's user namespace.";
        // Sizes are forced where CAP_NET_ADMIN of the initial user namespace allows it; the default holds a batch too.
        libc.setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
        libc.setsockopt(fd, SOL_SOCKET, SO_SNDBUFFORCE, SEND_BUFFER_BYTES);
        check(libc.setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, 1), "ask for error texts", where, "Use Linux 4.12.");
        check(libc.setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, 1), "ask for short answers", where, "Use Linux 4.3.");
        ByteBuffer address = Libc.nativeBuffer(SOCKADDR_BYTES);
        address.putShort(0, (short) Libc.AF_NETLINK);
        check(libc.bind(fd, address), "bind a netlink socket", where, remedy);
        for (int group : groups) {
            int joined = libc.setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
            check(joined, "listen to events", where + " group " + group, remedy);
        }
        check(libc.connect(fd, address), "connect to the kernel", where, remedy);
        check(libc.getsockname(fd, address), "read our address", where, remedy);
        return address.getInt(4);
    }

    /** Messages of these types that the socket with {@code sender} caused are no longer received; the kernel drops them. */
    KernelNetlinkSocket without(int sender, int... types) throws LinuxException {
        MessageFilter.attach(socket, sender, types);
        return this;
    }

    private static void check(int returned, String what, String where, String remedy) throws LinuxException {
        if (returned < 0) {
            throw new LinuxException(what, where, Errno.ofResult(returned), remedy);
        }
    }

    @Override
    public int portId() {
        return portId;
    }

    @Override
    public void send(ByteBuffer datagram) throws LinuxException {
        for (int i = 0; i < INTERRUPTIONS_MAX; i++) {
            long sent = libc.send(socket.number(), datagram);
            if (sent >= 0) {
                return;
            }
            Errno errno = Errno.ofResult(sent);
            if (!errno.equals(Errno.EINTR)) {
                throw failed("send " + datagram.remaining() + " bytes to the kernel", errno);
            }
        }
        throw failed("send to the kernel", Errno.EINTR);
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws LinuxException {
        receiving.lock();
        try {
            for (int i = 0; i < INTERRUPTIONS_MAX; i++) {
                if (closed) {
                    throw failed("receive", Errno.EBADF);
                }
                long received = libc.receive(socket.number(), into);
                if (received >= 0) {
                    return (int) received;
                }
                Errno errno = Errno.ofResult(received);
                if (errno.equals(Errno.EAGAIN)) {
                    await(timeoutMillis);
                } else if (!errno.equals(Errno.EINTR)) {
                    throw failed("receive from the kernel", errno);
                }
            }
            throw failed("receive from the kernel", Errno.EINTR);
        } finally {
            receiving.unlock();
        }
    }

    @Override
    public int receiveWaiting(DatagramSlots slots) throws LinuxException {
        receiving.lock();
        try {
            for (int i = 0; i < INTERRUPTIONS_MAX; i++) {
                if (closed) {
                    throw failed("receive", Errno.EBADF);
                }
                int received = libc.receiveSeveral(socket.number(), slots.vector());
                if (received >= 0) {
                    return received;
                }
                Errno errno = Errno.ofResult(received);
                if (errno.equals(Errno.EAGAIN)) {
                    return 0;
                }
                if (!errno.equals(Errno.EINTR)) {
                    throw failed("receive from the kernel", errno);
                }
            }
            throw failed("receive from the kernel", Errno.EINTR);
        } finally {
            receiving.unlock();
        }
    }

    private void await(int timeoutMillis) throws LinuxException {
        if (timeoutMillis == 0) {
            throw failed("get what is there already", Errno.ETIMEDOUT);
        }
        int ready = libc.poll(pollfds, 2, timeoutMillis);
        if (ready == 0) {
            throw failed("get an answer within " + timeoutMillis + " ms", Errno.ETIMEDOUT);
        }
        if (ready < 0 && !Errno.ofResult(ready).equals(Errno.EINTR)) {
            throw failed("wait for the kernel", Errno.ofResult(ready));
        }
    }

    private LinuxException failed(String what, Errno errno) {
        return new LinuxException(what, "netlink " + family, errno, remedy(errno));
    }

    private static String remedy(Errno errno) {
        if (errno.equals(Errno.ENOBUFS)) {
            return "Messages were lost: read the whole state again.";
        }
        return errno.equals(Errno.EBADF) ? "The socket was closed." : "Open the connection anew.";
    }

    /** Wakes the receiver, waits until it has left, then closes: its descriptor is never used by a stranger. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ByteBuffer one = Libc.nativeBuffer(Long.BYTES);
        one.putLong(0, 1);
        libc.write(wake.number(), one);
        receiving.lock();
        try {
            socket.close();
            wake.close();
        } finally {
            receiving.unlock();
        }
    }
}
