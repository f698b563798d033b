package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.Wipe;

/**
 * Events of multicast groups, read by one thread that may block, closed by any. Messages are bounded by the socket's
 * receive buffer: when the reader is too slow the kernel drops events and says so, and the listener is told.
 */
public final class NetlinkSubscription implements AutoCloseable {

    /** Datagrams that {@link #receiveWaiting} takes in one call, so that a flood cannot keep it for ever. */
    public static final int WAITING_MAX = 4096;

    private static final int FOR_EVER = -1;

    private final NetlinkSocket socket;
    private final NetlinkBuffers buffers;
    private final DatagramSlots slots;
    private volatile boolean closed;
    private boolean delivering;

    /** Takes over both arguments and closes them. */
    public NetlinkSubscription(NetlinkSocket socket, NetlinkBuffers buffers) {
        this.socket = socket;
        this.buffers = buffers;
        this.slots = new DatagramSlots(buffers.receive());
    }

    /** Joins groups of a family in the calling thread's network namespace. */
    public static NetlinkSubscription open(NetlinkFamily family, int... groups) throws LinuxException {
        return over(KernelNetlinkSocket.open(family, groups), family);
    }

    /**
     * The same, but messages of some types never come when a request of one socket caused them: a program is not woken by its
     * own doing.
     *
     * @param causePortId port of that socket
     */
    public static NetlinkSubscription openWithoutOwn(
            NetlinkFamily family, int causePortId, List<Integer> ownTypes, int... groups) throws LinuxException {
        KernelNetlinkSocket socket = KernelNetlinkSocket.open(family, groups);
        try {
            socket.without(
                    causePortId, ownTypes.stream().mapToInt(Integer::intValue).toArray());
        } catch (LinuxException e) {
            socket.close();
            throw e;
        }
        return over(socket, family);
    }

    private static NetlinkSubscription over(KernelNetlinkSocket socket, NetlinkFamily family) throws LinuxException {
        try {
            return new NetlinkSubscription(
                    socket, family == NetlinkFamily.XFRM ? NetlinkBuffers.locked() : NetlinkBuffers.plain());
        } catch (LinuxException e) {
            socket.close();
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
            return told(e, listener);
        }
        delivering = true;
        try {
            deliver(buffer, length, listener);
        } finally {
            delivered();
        }
        return true;
    }

    /**
     * Gives {@code listener} what has come already, without waiting; at most {@value #WAITING_MAX} datagrams and a system call's.
     *
     * @return false when the subscription was closed
     * @throws LinuxException when the socket fails
     */
    public synchronized boolean receiveWaiting(Listener listener) throws LinuxException {
        int taken = 0;
        int count;
        do {
            count = receiveSeveral(listener);
            taken += count;
        } while (count > 0 && taken < WAITING_MAX);
        return !closed;
    }

    /** How many there were; a loss that the socket told counts as one. */
    private int receiveSeveral(Listener listener) throws LinuxException {
        if (closed) {
            return 0;
        }
        int count;
        try {
            count = socket.receiveWaiting(slots);
        } catch (LinuxException e) {
            return told(e, listener) ? 1 : 0;
        }
        delivering = true;
        try {
            for (int i = 0; i < count; i++) {
                deliver(slots.slot(i), slots.length(i), listener);
            }
        } finally {
            delivered();
        }
        return count;
    }

    /** Whether the failure was a loss; false when the subscription was closed. */
    private boolean told(LinuxException failure, Listener listener) throws LinuxException {
        if (closed) {
            return false;
        }
        if (!failure.errno().equals(Errno.ENOBUFS)) {
            throw failure;
        }
        listener.onLoss("the receive buffer overran");
        return true;
    }

    private void delivered() {
        delivering = false;
        if (closed) {
            buffers.close();
        }
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
