package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.Wipe;

/**
 * Events of multicast groups, read by one thread that may block, closed by any. Messages are bounded by the socket's
 * receive buffer: when the reader is too slow the kernel drops events and says so, and the listener is told.
 */
public final class NetlinkSubscription implements AutoCloseable {

    private static final int FOR_EVER = -1;

    private final NetlinkSocket socket;
    private final NetlinkBuffers buffers;
    private volatile boolean closed;
    private boolean delivering;

    /** Takes over both arguments and closes them. */
    public NetlinkSubscription(NetlinkSocket socket, NetlinkBuffers buffers) {
        this.socket = socket;
        this.buffers = buffers;
    }

    /** Joins groups of a family in the calling thread's network namespace. */
    public static NetlinkSubscription open(NetlinkFamily family, int... groups) throws LinuxException {
        NetlinkBuffers buffers = family == NetlinkFamily.XFRM ? NetlinkBuffers.locked() : NetlinkBuffers.plain();
        try {
            return new NetlinkSubscription(KernelNetlinkSocket.open(family, groups), buffers);
        } catch (LinuxException e) {
            buffers.close();
            throw e;
        }
    }

    /** Takes events. */
    public interface Listener {
        /** An event; its payload is valid during the call only. */
        void onMessage(NetlinkMessage message) throws MalformedMessageException;

        /** Events were lost or could not be read: what is known from events no longer holds. */
        void onLoss(String why);
    }

    /**
     * Waits for one datagram and gives its messages to {@code listener}.
     *
     * @return false when the subscription was closed, possibly while this waited
     * @throws LinuxException when the socket fails
     */
    public synchronized boolean receive(Listener listener) throws LinuxException {
        if (closed) {
            return false;
        }
        ByteBuffer buffer = buffers.receive().clear();
        int length;
        try {
            length = socket.receive(buffer, FOR_EVER);
        } catch (LinuxException e) {
            if (closed) {
                return false;
            }
            if (!e.errno().equals(Errno.ENOBUFS)) {
                throw e;
            }
            listener.onLoss("the receive buffer overran");
            return true;
        }
        delivering = true;
        try {
            deliver(buffer, length, listener);
        } finally {
            delivering = false;
            if (closed) {
                buffers.close();
            }
        }
        return true;
    }

    private void deliver(ByteBuffer buffer, int length, Listener listener) {
        int usable = Math.min(length, buffer.capacity());
        buffer.limit(usable);
        try {
            if (usable < length) {
                listener.onLoss("an event of " + length + " bytes was cut to " + usable);
            }
            MessageCursor cursor = new MessageCursor(buffer);
            while (!closed && cursor.hasNext()) {
                listener.onMessage(cursor.next());
            }
        } catch (MalformedMessageException e) {
            listener.onLoss("an event is malformed: " + e.getMessage());
        } finally {
            Wipe.range(buffer, 0, usable);
        }
    }

    /** Ends the subscription and wakes its reader. A listener may call it too: the memory it reads goes when it returns. */
    @Override
    public void close() {
        closed = true;
        socket.close();
        synchronized (this) {
            if (!delivering) {
                buffers.close();
            }
        }
    }
}
