package org.qgate.linux.netlink;

import java.nio.ByteBuffer;
import java.util.List;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

/**
 * A conversation with one netlink family: numbers requests, sends them in batches, gives each its result, and drains
 * dumps. For one thread; events have a connection of their own ({@link NetlinkSubscription}).
 */
public final class NetlinkConnection implements AutoCloseable {

    /** How long the kernel may take for an answer. It answers before {@code send} returns, except in trouble. */
    public static final int ANSWER_TIMEOUT_MILLIS = 5_000;

    /** Dumps that the kernel marks as inconsistent are repeated at most so often. */
    public static final int DUMP_ATTEMPTS_MAX = 8;

    /** Datagrams with late answers of earlier, given-up requests that are skipped while waiting for ours. */
    public static final int STRAY_DATAGRAMS_MAX = 1_024;

    private final NetlinkSocket socket;
    private final NetlinkBuffers buffers;
    private final AnswerReader answers;
    private final NetlinkBatch batch;
    private final NetlinkBatch question;
    private int nextSequence = 1;
    private boolean closed;

    /** Takes over both arguments and closes them. */
    public NetlinkConnection(NetlinkSocket socket, NetlinkBuffers buffers) {
        this.socket = socket;
        this.buffers = buffers;
        this.answers = new AnswerReader(socket, buffers.receive(), ANSWER_TIMEOUT_MILLIS);
        this.batch = new NetlinkBatch(this, buffers.send());
        this.question = new NetlinkBatch(this, buffers.question());
    }

    /** Opens a connection in the calling thread's network namespace; XFRM's buffers are locked memory. */
    public static NetlinkConnection open(NetlinkFamily family) throws LinuxException {
        NetlinkBuffers buffers = family == NetlinkFamily.XFRM ? NetlinkBuffers.locked() : NetlinkBuffers.plain();
        try {
            return new NetlinkConnection(KernelNetlinkSocket.open(family), buffers);
        } catch (LinuxException e) {
            buffers.close();
            throw e;
        }
    }

    /**
     * Starts a batch in the send buffer. Questions and dumps may come between until it is sent.
     *
     * @throws IllegalStateException when the previous one was neither sent nor discarded
     */
    public synchronized NetlinkBatch batch() {
        batch.start(takeSequences(NetlinkBatch.MESSAGES_MAX));
        return batch;
    }

    private int takeSequences(int count) {
        if (closed) {
            throw new IllegalStateException("a netlink connection is used after it was closed");
        }
        int first = nextSequence;
        nextSequence += count;
        return first;
    }

    /** Sends a batch of {@code count} messages numbered from {@code firstSequence} on. */
    List<NetlinkResult> execute(ByteBuffer datagram, int firstSequence, int count) throws LinuxException {
        socket.send(datagram);
        return answers.acknowledgements(firstSequence, count);
    }

    /**
     * Asks one question that the kernel answers with one message.
     *
     * @throws LinuxException with the kernel's errno and text when it refuses
     */
    public synchronized <T> T query(int type, MessageBody body, MessageDecoder<T> decoder) throws LinuxException {
        int sequence = sendQuestion(type, 0, body);
        return answers.reply(sequence, decoder);
    }

    /**
     * Reads a whole table, again when it changed meanwhile.
     *
     * @return what {@code decoder} made of each message, in the kernel's order
     * @throws LinuxException with the kernel's errno and text when it refuses, with {@code EAGAIN} when the table never
     *     stood still, with {@code EPROTO} when a message could not be decoded
     */
    public synchronized <T> List<T> dump(int type, MessageBody body, MessageDecoder<T> decoder) throws LinuxException {
        for (int attempt = 0; attempt < DUMP_ATTEMPTS_MAX; attempt++) {
            int sequence = sendQuestion(type, NetlinkFlags.DUMP, body);
            DumpOutcome<T> outcome = answers.dump(sequence, decoder);
            if (outcome.consistent()) {
                return outcome.items();
            }
        }
        throw new LinuxException(
                "read a consistent table in " + DUMP_ATTEMPTS_MAX + " attempts",
                "netlink dump of type " + type,
                Errno.EAGAIN,
                "Something changes it all the time; try again later.");
    }

    private int sendQuestion(int type, int flags, MessageBody body) throws LinuxException {
        int sequence = takeSequences(1);
        question.start(sequence);
        try {
            question.add(type, flags, body);
            socket.send(question.datagram(false));
        } finally {
            question.discard();
        }
        return sequence;
    }

    /** Its address, which the kernel names in events that its requests cause. */
    public int portId() {
        return socket.portId();
    }

    /** Messages that were skipped because they answered nothing that was asked. */
    public synchronized long strayMessages() {
        return answers.strayMessages();
    }

    /** Closes socket and buffers; an open batch is dropped. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            batch.discard();
            socket.close();
            buffers.close();
        }
    }
}
