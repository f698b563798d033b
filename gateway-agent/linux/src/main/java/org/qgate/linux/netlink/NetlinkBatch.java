package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.Wipe;

/**
 * Several requests that go to the kernel in one system call. It is written straight into the connection's send buffer,
 * which is zeroed after the send. A connection has one open batch at a time; send it or discard it. The connection's
 * monitor guards the buffer, whose memory goes when the connection is closed.
 *
 * <p>Only the last message asks for an acknowledgement: the kernel works through a datagram in order and answers a
 * failure always, so success costs one answer for the whole batch.
 */
public final class NetlinkBatch {

    /** Most messages of a batch. */
    public static final int MESSAGES_MAX = 128;

    /** Most bytes of a message with its header: an SA with the largest replay window has about 1,000. */
    public static final int MESSAGE_BYTES_MAX = 2048;

    private final NetlinkConnection connection;
    private final ByteBuffer buffer;
    private final MessageWriter writer;
    private int firstSequence;
    private int count;
    private int lastStart;
    private int written;
    private boolean open;

    NetlinkBatch(NetlinkConnection connection, ByteBuffer buffer) {
        this.connection = connection;
        this.buffer = buffer;
        this.writer = new MessageWriter(buffer);
    }

    void start(int sequence) {
        if (open) {
            int lost = count;
            discard();
            throw new IllegalStateException(
                    "the previous batch was neither sent nor discarded; its " + lost + " messages are dropped now");
        }
        open = true;
        firstSequence = sequence;
    }

    /**
     * Adds a request.
     *
     * @param type {@code nlmsg_type}
     * @param flags besides {@link NetlinkFlags#REQUEST}
     * @throws IllegalStateException when the batch is full; when {@code body} throws, the message is taken out again
     */
    public NetlinkBatch add(int type, int flags, MessageBody body) {
        synchronized (connection) {
            write(type, flags, body);
        }
        return this;
    }

    private void write(int type, int flags, MessageBody body) {
        requireOpen();
        if (isFull()) {
            throw new IllegalStateException("a batch holds at most " + MESSAGES_MAX + " messages; send it first");
        }
        int start = written;
        boolean complete = false;
        buffer.limit(start + MESSAGE_BYTES_MAX).position(start + NetlinkMessage.HEADER_BYTES);
        try {
            body.writeTo(writer);
            buffer.putInt(start, buffer.position() - start);
            writer.pad();
            buffer.putShort(start + 4, (short) type).putShort(start + 6, (short) (flags | NetlinkFlags.REQUEST));
            buffer.putInt(start + 8, firstSequence + count).putInt(start + 12, connection.portId());
            written = buffer.position();
            complete = true;
        } finally {
            if (!complete) {
                Wipe.range(buffer, start, MESSAGE_BYTES_MAX);
            }
        }
        lastStart = start;
        count++;
    }

    /** Messages so far. */
    public int size() {
        return count;
    }

    /** Whether nothing more fits. */
    public boolean isFull() {
        return count == MESSAGES_MAX;
    }

    /**
     * Sends and waits for the answers.
     *
     * @return one result a message, in their order; empty for an empty batch
     * @throws LinuxException when the datagram could not be sent, so nothing was done
     */
    public List<NetlinkResult> send() throws LinuxException {
        synchronized (connection) {
            requireOpen();
            try {
                return count == 0 ? List.of() : connection.execute(datagram(true), firstSequence, count);
            } finally {
                discard();
            }
        }
    }

    /** What was added, between position and limit of the send buffer. */
    ByteBuffer datagram(boolean acknowledged) {
        buffer.clear();
        if (acknowledged) {
            int flagsAt = lastStart + 6;
            buffer.putShort(flagsAt, (short) (buffer.getShort(flagsAt) | NetlinkFlags.ACK));
        }
        return buffer.limit(written).position(0);
    }

    /** Forgets the messages and zeroes them. */
    public void discard() {
        synchronized (connection) {
            if (open) {
                buffer.clear();
                Wipe.range(buffer, 0, written);
                written = 0;
                count = 0;
                open = false;
            }
        }
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("the batch was sent or discarded already");
        }
    }
}
