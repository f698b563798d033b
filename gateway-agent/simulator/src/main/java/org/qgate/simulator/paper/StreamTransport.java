package org.qgate.simulator.paper;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Control messages over TCP, as the paper's implementation sends them: in order, nothing lost, and so nothing new before
 * what is missing. Messages are far smaller than a segment, so with Nagle's rule (RFC 1122 section 4.2.3.4) one segment
 * at a time is under way and what comes meanwhile waits for its acknowledgement; time-outs are those of RFC 6298 with
 * its lower bound of one second. Acknowledgements are not delayed.
 */
final class StreamTransport implements PaperTransport {
    /** Messages in a segment. */
    static final int SEGMENT_MESSAGES_MAX = 64;
    /** Messages that wait; when there are more the oldest are dropped with the connection. */
    static final int WAITING_MAX = 4096;
    /** Lower bound of the retransmission time-out, and its first value. */
    static final long TIMEOUT_MIN_NANOS = 1_000_000_000L;

    private static final long TIMEOUT_MAX_NANOS = 60 * TIMEOUT_MIN_NANOS;
    private static final int HEAD_BYTES = 3 * Integer.BYTES + 2 * Long.BYTES;
    private static final int CONNECTION_STEP = 0x9E3779B9;

    private final Wire wire;
    private final int own;
    private final Deque<PaperMessage> waiting = new ArrayDeque<>();
    private List<PaperMessage> underWay = List.of();
    private int connection;
    private long sent;
    private int peerConnection;
    private long received;
    private long sentAtNanos;
    private boolean repeated;
    private long timeoutNanos = TIMEOUT_MIN_NANOS;
    private long smoothedNanos;
    private long variationNanos;
    private long dueNanos = Long.MAX_VALUE;
    private long refused;

    StreamTransport(Wire wire, int own, int life) {
        this.wire = wire;
        this.own = own;
        this.connection = life;
    }

    @Override
    public void send(PaperMessage message, long nowNanos) {
        if (waiting.size() >= WAITING_MAX) {
            connectAnew();
        }
        waiting.add(message);
        flush(nowNanos);
    }

    private boolean flush(long nowNanos) {
        if (!underWay.isEmpty() || waiting.isEmpty()) {
            return false;
        }
        List<PaperMessage> segment = new ArrayList<>();
        while (!waiting.isEmpty() && segment.size() < SEGMENT_MESSAGES_MAX) {
            segment.add(waiting.remove());
        }
        underWay = segment;
        sent++;
        repeated = false;
        transmit(nowNanos);
        return true;
    }

    private void transmit(long nowNanos) {
        sentAtNanos = nowNanos;
        dueNanos = nowNanos + timeoutNanos;
        wire.send(segment(underWay, sent));
    }

    private byte[] segment(List<PaperMessage> messages, long number) {
        ByteBuffer content = ByteBuffer.allocate(HEAD_BYTES + messages.size() * PaperMessage.BYTES);
        content.putInt(connection).putLong(number).putInt(peerConnection).putLong(received);
        content.putInt(messages.size());
        messages.forEach(message -> message.writeTo(content));
        return Authenticated.seal(content.flip(), own);
    }

    @Override
    public List<PaperMessage> receive(byte[] bytes, long nowNanos) {
        ByteBuffer content = Authenticated.open(bytes, 1 - own);
        if (content == null || content.remaining() < HEAD_BYTES) {
            refused++;
            return List.of();
        }
        int from = content.getInt();
        long number = content.getLong();
        acknowledged(content.getInt(), content.getLong(), nowNanos);
        int count = content.getInt();
        if (count == 0) {
            flush(nowNanos);
            return List.of();
        }
        List<PaperMessage> messages = inOrder(from, number) ? read(content, count) : List.of();
        if (!flush(nowNanos)) {
            wire.send(segment(List.of(), 0));
        }
        return messages;
    }

    /** Takes the next segment of a connection, or the first of a new one; the sender of any other begins anew. */
    private boolean inOrder(int from, long number) {
        if (from != peerConnection) {
            peerConnection = from;
            received = number == 1 ? 0 : -1;
        }
        if (received < 0 || number != received + 1) {
            return false;
        }
        received = number;
        return true;
    }

    private static List<PaperMessage> read(ByteBuffer content, int count) {
        List<PaperMessage> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            PaperMessage message = PaperMessage.read(content);
            if (message != null) {
                messages.add(message);
            }
        }
        return messages;
    }

    private void acknowledged(int ofConnection, long number, long nowNanos) {
        if (ofConnection != connection || underWay.isEmpty()) {
            return;
        }
        if (number < 0) {
            connectAnew();
        } else if (number >= sent) {
            underWay = List.of();
            dueNanos = Long.MAX_VALUE;
            if (!repeated) {
                measured(nowNanos - sentAtNanos);
            }
        }
    }

    /** The peer knows nothing of the connection, or it choked: what was under way is lost. */
    private void connectAnew() {
        connection += CONNECTION_STEP;
        sent = 0;
        underWay = List.of();
        waiting.clear();
        dueNanos = Long.MAX_VALUE;
        timeoutNanos = TIMEOUT_MIN_NANOS;
    }

    private void measured(long roundTripNanos) {
        if (smoothedNanos == 0) {
            smoothedNanos = roundTripNanos;
            variationNanos = roundTripNanos / 2;
        } else {
            variationNanos += (Math.abs(smoothedNanos - roundTripNanos) - variationNanos) / 4;
            smoothedNanos += (roundTripNanos - smoothedNanos) / 8;
        }
        timeoutNanos = Math.max(TIMEOUT_MIN_NANOS, smoothedNanos + 4 * variationNanos);
    }

    @Override
    public void tick(long nowNanos) {
        if (nowNanos >= dueNanos) {
            repeated = true;
            timeoutNanos = Math.min(TIMEOUT_MAX_NANOS, 2 * timeoutNanos);
            transmit(nowNanos);
        }
    }

    @Override
    public long nextDeadlineNanos() {
        return dueNanos;
    }

    @Override
    public long refused() {
        return refused;
    }
}
