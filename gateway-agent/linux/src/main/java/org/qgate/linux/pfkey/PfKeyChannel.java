package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import java.util.List;
import org.qgate.linux.libc.LinuxException;

/** One end of a PF_KEY conversation, message by message. Tests put a function here. */
public interface PfKeyChannel extends AutoCloseable {

    /** What {@link #receive} returns when nothing came in time. */
    int NOTHING = -1;

    /** Who is at the other end, for messages to people. */
    String peer();

    /**
     * Sends the remaining bytes as one message.
     *
     * @throws LinuxException with {@code EAGAIN} when the other end does not read, another errno when it is gone
     */
    void send(ByteBuffer datagram) throws LinuxException;

    /**
     * Sends several messages, in order; here one by one.
     *
     * @param datagrams at most {@value PfKeyConnection#REQUESTS_TOGETHER_MAX}
     * @throws LinuxException as {@link #send}; some may have been sent
     */
    default void sendAll(List<ByteBuffer> datagrams) throws LinuxException {
        for (ByteBuffer datagram : datagrams) {
            send(datagram);
        }
    }

    /**
     * Sends the remaining bytes as one message if there is room for it now.
     *
     * @return false when the other end has left its buffer full
     * @throws LinuxException when it is gone
     */
    boolean offer(ByteBuffer datagram) throws LinuxException;

    /**
     * Receives one message into the remaining space of {@code into}, whose position and limit stay.
     *
     * @param timeoutMillis how long to wait for one, 0 not at all, -1 for ever
     * @return its real length, which exceeds the space when it was cut, or {@link #NOTHING}
     * @throws LinuxException with {@code ECONNRESET} when the other end is gone, {@code EBADF} when another thread closed
     *     this one meanwhile
     */
    int receive(ByteBuffer into, int timeoutMillis) throws LinuxException;

    /** Closes; wakes a thread that waits in {@link #receive}. */
    @Override
    void close();
}
