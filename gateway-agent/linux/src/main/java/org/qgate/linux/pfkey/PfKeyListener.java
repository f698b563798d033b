package org.qgate.linux.pfkey;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;

/**
 * The server's end of {@link PfKeyTransport#unixSocket}: a socket that only its owner and root can reach (mode 0600), and
 * that refuses everybody else a second time by the user id of the other end. For one thread; any may close it.
 */
public final class PfKeyListener implements AutoCloseable {

    /** Clients that may wait to be accepted. */
    public static final int BACKLOG = 16;

    private static final int OWNER_READ_WRITE = 0600;
    private static final int POLLFD_BYTES = 8;
    private static final short POLLIN = 1;

    private final Fd socket;
    private final Fd wake;
    private final Path path;
    private final ByteBuffer pollfds = Libc.nativeBuffer(2 * POLLFD_BYTES);
    private final ReentrantLock accepting = new ReentrantLock();
    private volatile boolean closed;

    private PfKeyListener(Fd socket, Fd wake, Path path) {
        this.socket = socket;
        this.wake = wake;
        this.path = path;
        pollfds.putInt(0, socket.number()).putShort(4, POLLIN);
        pollfds.putInt(POLLFD_BYTES, wake.number()).putShort(POLLFD_BYTES + 4, POLLIN);
    }

    /**
     * Listens at {@code path}, which must not be there.
     *
     * @throws LinuxException with {@code EADDRINUSE} when it is; a caller who knows that its owner is dead deletes it
     */
    public static PfKeyListener bind(Path path) throws LinuxException {
        Libc libc = Libc.instance();
        ByteBuffer address = UnixSockets.address(path);
        Fd socket = UnixSockets.socket(path);
        try {
            check(libc.fchmod(socket.number(), OWNER_READ_WRITE), "set permissions", path);
            check(libc.bind(socket.number(), address), "bind a Unix socket", path);
            check(libc.listen(socket.number(), BACKLOG), "listen", path);
            Fd wake = Fd.take(libc.eventfd(), "make an eventfd", path.toString(), "Raise the limit of open files.");
            return new PfKeyListener(socket, wake, path);
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
    }

    private static void check(int returned, String what, Path path) throws LinuxException {
        if (returned < 0) {
            throw new LinuxException(
                    what,
                    path.toString(),
                    Errno.ofResult(returned),
                    "Check that the folder is there and writable, and that no other engine listens.");
        }
    }

    /**
     * Waits for a client that may be trusted; others are dropped.
     *
     * @return empty when this was closed
     * @throws LinuxException when the socket fails, or with {@code EPERM} when a client was dropped
     */
    public Optional<PfKeyChannel> accept() throws LinuxException {
        accepting.lock();
        try {
            int ready = 0;
            while (!closed && ready <= 0) {
                ready = Libc.instance().poll(pollfds, 2, -1);
                if (ready < 0 && !Errno.ofResult(ready).equals(Errno.EINTR)) {
                    check(ready, "wait for a client", path);
                }
            }
            return closed ? Optional.empty() : Optional.of(client());
        } finally {
            accepting.unlock();
        }
    }

    private PfKeyChannel client() throws LinuxException {
        Fd client = Fd.take(
                Libc.instance().accept(socket.number()),
                "accept a client",
                path.toString(),
                "Raise the limit of open files.");
        try {
            UnixSockets.requireTrustedPeer(client, path);
        } catch (LinuxException e) {
            client.close();
            throw e;
        }
        return DescriptorChannel.over(client, "client of " + path);
    }

    /** Deletes the socket's file, wakes a thread in {@link #accept} and closes. Clients stay connected. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The next bind says so, with what to do.
        }
        ByteBuffer one = Libc.nativeBuffer(Long.BYTES);
        one.putLong(0, 1);
        Libc.instance().write(wake.number(), one);
        accepting.lock();
        try {
            socket.close();
            wake.close();
        } finally {
            accepting.unlock();
        }
    }
}
