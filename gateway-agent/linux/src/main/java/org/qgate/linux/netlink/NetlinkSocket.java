package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

/** The kernel's end of a netlink conversation. Tests put a function here. */
public interface NetlinkSocket extends AutoCloseable {

    /** Our address, which replies carry. */
    int portId();

    /** Sends the remaining bytes as one datagram. The kernel has worked on all its messages when this returns. */
    void send(ByteBuffer datagram) throws LinuxException;

    /**
     * Receives one datagram into the remaining space of {@code into}, whose position and limit stay.
     *
     * @param timeoutMillis how long to wait for one, -1 for ever, 0 not at all
     * @return its real length, which exceeds the space when the datagram was cut
     * @throws LinuxException with {@code ETIMEDOUT} when none came, {@code ENOBUFS} when earlier ones were lost,
     *     {@code EBADF} when another thread closed the socket meanwhile
     */
    int receive(ByteBuffer into, int timeoutMillis) throws LinuxException;

    /**
     * Receives datagrams that have come already, without waiting; here one at a time.
     *
     * @return how many, 0 when there is none
     * @throws LinuxException as {@link #receive}
     */
    default int receiveWaiting(DatagramSlots slots) throws LinuxException {
        try {
            slots.fill(0, receive(slots.slot(0), 0));
            return 1;
        } catch (LinuxException e) {
            if (e.errno().equals(Errno.ETIMEDOUT)) {
                return 0;
            }
            throw e;
        }
    }

    /** Closes; wakes a thread that waits in {@link #receive}. */
    @Override
    void close();
}
