package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.libc.MessageVector;

/** A channel over a socket that keeps the borders of messages: AF_KEY, or a Unix socket of type SOCK_SEQPACKET. */
final class DescriptorChannel implements PfKeyChannel {

    /** Room for the answers to a long dump and for bursts of events; the kernel doubles it. */
    static final int RECEIVE_BUFFER_BYTES = 4 << 20;

    /** How long the other end may leave its buffer full. */
    static final int SEND_TIMEOUT_MILLIS = 1_000;

    /** Interrupted calls are repeated at most so often. */
    private static final int INTERRUPTIONS_MAX = 1000;

    private static final Errno ECONNRESET = new Errno(104);
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int POLLFD_BYTES = 8;
    private static final short POLLIN = 1;
    private static final short POLLOUT = 4;

    private final Libc libc = Libc.instance();
    private final Fd socket;
    private final Fd wake;
    private final String peer;
    private final ByteBuffer readable = Libc.nativeBuffer(2 * POLLFD_BYTES);
    private final ByteBuffer writable = Libc.nativeBuffer(2 * POLLFD_BYTES);
    private final MessageVector outgoing = new MessageVector(PfKeyConnection.REQUESTS_TOGETHER_MAX);
    private final ReentrantLock receiving = new ReentrantLock();
    private final ReentrantLock sending = new ReentrantLock();
    private volatile boolean closed;

    private DescriptorChannel(Fd socket, Fd wake, String peer) {
        this.socket = socket;
        this.wake = wake;
        this.peer = peer;
        prepare(readable, POLLIN);
        prepare(writable, POLLOUT);
    }

    /** Takes over {@code socket}, also when this fails. */
    static DescriptorChannel over(Fd socket, String peer) throws LinuxException {
        try {
            Fd wake = Fd.take(Libc.instance().eventfd(), "make an eventfd", peer, "Raise the limit of open files.");
            // Forced where CAP_NET_ADMIN of the initial user namespace allows it; else the system's default stays.
            Libc.instance().setsockopt(socket.number(), SOL_SOCKET, SO_RCVBUFFORCE, RECEIVE_BUFFER_BYTES);
            return new DescriptorChannel(socket, wake, peer);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private void prepare(ByteBuffer pollfds, short events) {
        pollfds.putInt(0, socket.number()).putShort(4, events);
        pollfds.putInt(POLLFD_BYTES, wake.number()).putShort(POLLFD_BYTES + 4, POLLIN);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public void send(ByteBuffer datagram) throws LinuxException {
        sending.lock();
        try {
            for (int i = 0; i < INTERRUPTIONS_MAX; i++) {
                requireOpen("send");
                long sent = libc.sendNow(socket.number(), datagram);
                if (sent >= 0) {
                    return;
                }
                awaitRoom(sent);
            }
            throw failed("send a message", Errno.EINTR);
        } finally {
            sending.unlock();
        }
    }

    /** By one system call, so that the other end wakes up to all of them. */
    @Override
    public void sendAll(List<ByteBuffer> datagrams) throws LinuxException {
        sending.lock();
        try {
            for (int i = 0; i < datagrams.size(); i++) {
                outgoing.put(i, datagrams.get(i));
            }
            int sent = 0;
            for (int i = 0; i < INTERRUPTIONS_MAX && sent < datagrams.size(); i++) {
                requireOpen("send");
                int now = libc.sendSeveralNow(socket.number(), outgoing, sent, datagrams.size());
                if (now > 0) {
                    sent += now;
                } else {
                    awaitRoom(now);
                }
            }
            if (sent < datagrams.size()) {
                throw failed("send messages", Errno.EINTR);
            }
        } finally {
            sending.unlock();
        }
    }

    private void awaitRoom(long refused) throws LinuxException {
        Errno errno = Errno.ofResult(refused);
        if (errno.equals(Errno.EAGAIN)) {
            if (libc.poll(writable, 2, SEND_TIMEOUT_MILLIS) == 0) {
                throw failed("send within " + SEND_TIMEOUT_MILLIS + " ms", errno);
            }
        } else if (!errno.equals(Errno.EINTR)) {
            throw failed("send a message", errno);
        }
    }

    @Override
    public boolean offer(ByteBuffer datagram) throws LinuxException {
        sending.lock();
        try {
            requireOpen("send");
            long sent = libc.sendNow(socket.number(), datagram);
            if (sent < 0 && !Errno.ofResult(sent).equals(Errno.EAGAIN)) {
                throw failed("send a message", Errno.ofResult(sent));
            }
            return sent >= 0;
        } finally {
            sending.unlock();
        }
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws LinuxException {
        receiving.lock();
        try {
            for (int i = 0; i < INTERRUPTIONS_MAX; i++) {
                requireOpen("receive");
                long received = libc.receive(socket.number(), into);
                if (received > 0) {
                    return (int) received;
                }
                if (received == 0) {
                    throw failed("receive", ECONNRESET);
                }
                Errno errno = Errno.ofResult(received);
                if (errno.equals(Errno.EAGAIN)) {
                    if (timeoutMillis == 0 || libc.poll(readable, 2, timeoutMillis) == 0) {
                        return NOTHING;
                    }
                } else if (!errno.equals(Errno.EINTR)) {
                    throw failed("receive", errno);
                }
            }
            throw failed("receive", Errno.EINTR);
        } finally {
            receiving.unlock();
        }
    }

    private void requireOpen(String what) throws LinuxException {
        if (closed) {
            throw failed(what, Errno.EBADF);
        }
    }

    private LinuxException failed(String what, Errno errno) {
        String remedy = errno.equals(Errno.EBADF) ? "The socket was closed." : "Connect anew and read the whole state.";
        return new LinuxException(what, "PF_KEY, " + peer, errno, remedy);
    }

    /** Wakes who waits, waits until all have left, then closes: its descriptor is never used by a stranger. */
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
        sending.lock();
        try {
            socket.close();
            wake.close();
        } finally {
            sending.unlock();
            receiving.unlock();
        }
    }
}
