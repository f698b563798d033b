package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

/** A function in place of the kernel: it gets each datagram as messages and puts its answers into the inbox. */
public final class FakeKernel implements NetlinkSocket {

    /** Our port in all tests. */
    public static final int PORT = 4711;

    /** What the kernel does with a datagram. */
    @FunctionalInterface
    public interface Behaviour {
        /** Answers, by the methods of {@code kernel}. */
        void accept(List<Request> requests, FakeKernel kernel);
    }

    /** A request as the kernel sees it. */
    public record Request(int type, int flags, int sequence, byte[] body) {
        boolean wantsAck() {
            return (flags & NetlinkFlags.ACK) != 0;
        }
    }

    private record Arrival(byte[] datagram, @Nullable Errno failure) {}

    private final Behaviour behaviour;
    private final Deque<Arrival> inbox = new ArrayDeque<>();
    private final List<byte[]> sent = new ArrayList<>();
    private boolean closed;
    private int lastTimeoutMillis = Integer.MIN_VALUE;

    /** A kernel that does this. */
    public FakeKernel(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** A kernel that does whatever it is asked. */
    public static FakeKernel obedient() {
        return new FakeKernel((requests, kernel) -> {
            for (Request request : requests) {
                if (request.wantsAck()) {
                    kernel.acknowledge(request, 0);
                }
            }
        });
    }

    /** A connection to it. */
    public NetlinkConnection connection() {
        return new NetlinkConnection(this, NetlinkBuffers.plain());
    }

    /** All datagrams sent so far. */
    public List<byte[]> sent() {
        return sent;
    }

    int lastTimeoutMillis() {
        return lastTimeoutMillis;
    }

    boolean isClosed() {
        return closed;
    }

    int waiting() {
        return inbox.size();
    }

    /** Answers with a negative errno, or 0. */
    public void acknowledge(Request request, int error) {
        deliver(Messages.acknowledgement(request.sequence(), PORT, error, "", -1));
    }

    /** Puts a datagram into the inbox. */
    public void deliver(byte[] datagram) {
        inbox.add(new Arrival(datagram, null));
    }

    /** Makes a receive fail. */
    public void fail(Errno errno) {
        inbox.add(new Arrival(new byte[0], errno));
    }

    @Override
    public int portId() {
        return PORT;
    }

    @Override
    public void send(ByteBuffer datagram) {
        byte[] bytes = new byte[datagram.remaining()];
        datagram.duplicate().get(bytes);
        sent.add(bytes);
        behaviour.accept(parse(bytes), this);
    }

    /** Reads headers and bodies, by code that shares nothing with what is tested. */
    public static List<Request> parse(byte[] datagram) {
        ByteBuffer buffer = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        List<Request> requests = new ArrayList<>();
        int at = 0;
        while (at < datagram.length) {
            int length = buffer.getInt(at);
            byte[] body = new byte[length - 16];
            buffer.get(at + 16, body);
            requests.add(new Request(
                    buffer.getShort(at + 4) & 0xFFFF, buffer.getShort(at + 6) & 0xFFFF, buffer.getInt(at + 8), body));
            at += (length + 3) / 4 * 4;
        }
        return requests;
    }

    @Override
    public int receive(ByteBuffer into, int timeoutMillis) throws LinuxException {
        lastTimeoutMillis = timeoutMillis;
        Arrival arrival = inbox.poll();
        if (closed) {
            throw new LinuxException("receive", "test", Errno.EBADF, "none");
        }
        if (arrival == null) {
            throw new LinuxException("get an answer", "test", Errno.ETIMEDOUT, "none");
        }
        if (arrival.failure() != null) {
            throw new LinuxException("receive", "test", arrival.failure(), "none");
        }
        int fits = Math.min(arrival.datagram().length, into.remaining());
        into.put(into.position(), arrival.datagram(), 0, fits);
        return arrival.datagram().length;
    }

    @Override
    public void close() {
        closed = true;
    }
}
