package org.qgate.linux.pfkey;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;

/**
 * Asks and awaits answers, one at a time. An answer has the asker's number, process and type; everything else that Linux
 * sends to every PF_KEY socket is passed over. For one thread.
 */
public final class PfKeyConnection implements AutoCloseable {

    /** How long an answer may take. Linux answers before {@code send} returns. */
    public static final int ANSWER_TIMEOUT_MILLIS = 2_000;

    /** Notices to everybody that are passed over while waiting for an answer. */
    public static final int STRAY_MESSAGES_MAX = 1 << 16;

    /** Most requests that are sent before their answers are read: they and their answers fit into a socket's buffers. */
    public static final int REQUESTS_TOGETHER_MAX = 32;

    /** Most entries of one dump. */
    public static final int DUMP_ITEMS_MAX = 1 << 20;

    private final PfKeyChannel channel;
    private final PfKeyBuffers buffers;
    private final PfKeyOutbox outbox;
    private final int pid;
    private int nextSequence;
    private boolean closed;

    PfKeyConnection(PfKeyChannel channel, PfKeyBuffers buffers, int pid, int firstSequence) {
        this.channel = channel;
        this.buffers = buffers;
        this.outbox = buffers.outbox(channel);
        this.pid = pid;
        this.nextSequence = firstSequence;
    }

    /**
     * Opens a connection.
     *
     * @param pid number that answers carry: this process's
     * @param firstSequence any; a random one keeps answers to others apart who use the same pid
     */
    public static PfKeyConnection open(PfKeyTransport transport, int pid, int firstSequence) throws LinuxException {
        PfKeyBuffers buffers = PfKeyBuffers.open();
        try {
            return new PfKeyConnection(transport.open(), buffers, pid, firstSequence);
        } catch (LinuxException e) {
            buffers.close();
            throw e;
        }
    }

    /** Asks for one thing. Never throws for a refusal; a failed socket is {@link PfKeyResult.Unanswered}. */
    public synchronized PfKeyResult request(SadbMsgType type, SadbSatype satype, PfKeyBody body) {
        return requests(List.of(new PfKeyRequest(type, satype, body))).get(0);
    }

    /**
     * Asks for several things, one after the other, and only then reads the answers, so that both ends wake up once for
     * all. The other end does them in this order; one that is refused does not keep it from the next.
     *
     * @param requests at most {@value #REQUESTS_TOGETHER_MAX}
     * @return what became of each, in the same order
     */
    public synchronized List<PfKeyResult> requests(List<PfKeyRequest> requests) {
        if (requests.size() > REQUESTS_TOGETHER_MAX) {
            throw new IllegalArgumentException(
                    requests.size() + " requests at once are more than " + REQUESTS_TOGETHER_MAX);
        }
        List<Awaited> asked = new ArrayList<>();
        String failure;
        try {
            passOverNotices();
            for (PfKeyRequest request : requests) {
                SadbMsg header = nextHeader(request.type(), request.satype());
                asked.add(new Awaited(header));
                outbox.add(header, request.body());
            }
            outbox.send();
            failure = await(asked);
        } catch (LinuxException e) {
            failure = String.valueOf(e.getMessage());
        } finally {
            outbox.clear();
        }
        List<PfKeyResult> results = new ArrayList<>();
        for (int i = 0; i < requests.size(); i++) {
            PfKeyResult result = i < asked.size() ? asked.get(i).result : null;
            results.add(result == null ? new PfKeyResult.Unanswered(failure) : result);
        }
        return results;
    }

    /** Reads until all are answered, or nothing more comes; returns why those are not that are not. */
    private String await(List<Awaited> asked) throws LinuxException {
        int answered = 0;
        for (int i = 0; i < STRAY_MESSAGES_MAX; i++) {
            while (answered < asked.size() && asked.get(answered).result != null) {
                answered++;
            }
            if (answered == asked.size()) {
                return "";
            }
            List<Awaited> open = asked.subList(answered, asked.size());
            if (!buffers.receive(
                    channel, ANSWER_TIMEOUT_MILLIS, decoded -> open.forEach(awaited -> awaited.visit(decoded)))) {
                return "no answer within " + ANSWER_TIMEOUT_MILLIS + " ms";
            }
        }
        return "more than " + STRAY_MESSAGES_MAX + " messages answer something else";
    }

    /**
     * Reads a table. An empty one is answered with {@code ENOENT} by Linux, which is no error here.
     *
     * @return the messages without keys, in the other end's order
     * @throws LinuxException when it was refused, not answered, or not understood
     */
    public synchronized List<PfKeyMessage> dump(SadbMsgType type, SadbSatype satype) throws LinuxException {
        SadbMsg header = nextHeader(type, satype);
        passOverNotices();
        outbox.add(header, PfKeyBody.NONE);
        outbox.send();
        Table table = new Table(header);
        for (int i = 0; i < DUMP_ITEMS_MAX && !table.complete; i++) {
            if (!buffers.receive(channel, ANSWER_TIMEOUT_MILLIS, table)) {
                throw failed(type, Errno.ETIMEDOUT);
            }
        }
        if (table.problem.isPresent() || !table.complete) {
            throw failed(type, table.problem.orElse(Errno.EMSGSIZE));
        }
        return table.entries;
    }

    private SadbMsg nextHeader(SadbMsgType type, SadbSatype satype) {
        if (closed) {
            throw new IllegalStateException("a PF_KEY connection is used after it was closed");
        }
        // 0 marks the end of a dump.
        nextSequence = nextSequence == -1 ? 1 : nextSequence + 1;
        return SadbMsg.request(type, satype, nextSequence, pid);
    }

    /** Notices of what others did fill the buffer while nothing is asked; an answer must find room. */
    private void passOverNotices() throws LinuxException {
        int passed = 0;
        while (passed < STRAY_MESSAGES_MAX && buffers.receive(channel, 0, decoded -> {})) {
            passed++;
        }
    }

    private LinuxException failed(SadbMsgType type, Errno errno) {
        return new LinuxException(
                "read a table", "PF_KEY " + type + ", " + channel.peer(), errno, "Check CAP_NET_ADMIN and try again.");
    }

    /** Waits for the answer to one request. */
    private static final class Awaited implements PfKeyBuffers.Visitor {
        private final SadbMsg header;
        private @Nullable PfKeyResult result;

        Awaited(SadbMsg header) {
            this.header = header;
        }

        @Override
        public void visit(PfKeyDecoded decoded) {
            if (decoded instanceof PfKeyDecoded.Valid valid) {
                SadbMsg found = valid.message().header();
                if (header.isAnsweredBy(found)) {
                    result = found.errno() == 0
                            ? new PfKeyResult.Done(valid.message())
                            : new PfKeyResult.Refused(new Errno(found.errno()));
                }
            } else if (decoded instanceof PfKeyDecoded.Malformed malformed
                    && malformed.header().filter(header::isAnsweredBy).isPresent()) {
                result = new PfKeyResult.Unanswered("the answer is malformed: " + malformed.why());
            }
        }
    }

    /** Collects a dump, whose messages have the asker's pid but count down or up in their sequence; 0 ends it. */
    private static final class Table implements PfKeyBuffers.Visitor {
        private final SadbMsg header;
        private final List<PfKeyMessage> entries = new ArrayList<>();
        private Optional<Errno> problem = Optional.empty();
        private boolean complete;

        Table(SadbMsg header) {
            this.header = header;
        }

        @Override
        public void visit(PfKeyDecoded decoded) {
            if (decoded instanceof PfKeyDecoded.Valid valid) {
                take(valid.message());
            } else if (decoded instanceof PfKeyDecoded.Malformed malformed
                    && malformed.header().filter(this::isOurs).isPresent()) {
                problem = Optional.of(Errno.EPROTO);
                complete |= malformed.header().get().sequence() == 0;
            }
        }

        private boolean isOurs(SadbMsg found) {
            return found.type() == header.type() && found.pid() == header.pid();
        }

        private void take(PfKeyMessage message) {
            SadbMsg found = message.header();
            if (!isOurs(found)) {
                return;
            }
            if (found.errno() != 0) {
                complete = true;
                Errno errno = new Errno(found.errno());
                problem = errno.equals(Errno.ENOENT) ? problem : Optional.of(errno);
            } else {
                entries.add(message);
                complete = found.sequence() == 0;
            }
        }
    }

    /** Closes socket and buffers. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            channel.close();
            buffers.close();
        }
    }
}
