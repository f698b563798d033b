package org.qgate.agent.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.qgate.control.ControlProtocol;
import org.qgate.control.LineBuffer;

/**
 * One connection: lines in, and a bounded queue of lines out. Lines are added from any thread; everything else is the server
 * thread's.
 */
final class ClientSession {
    /** Bytes that may wait for a client that reads slowly; four of the largest messages. */
    static final int WAITING_BYTES_MAX = 4 * ControlProtocol.MESSAGE_BYTES_MAX;

    /** How long a connection that is to be closed may take to read what it was sent last. */
    private static final long LINGER_NANOS = 2_000_000_000L;

    private final SocketChannel channel;
    private final Caller caller;
    private final Runnable wakeServer;
    private final LineBuffer lines = new LineBuffer(ControlProtocol.REQUEST_BYTES_MAX);
    private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();
    private int waitingBytes;
    private boolean ending;
    private long closeAtNanos = Long.MAX_VALUE;
    private int commandsUnderWay;

    ClientSession(SocketChannel channel, Caller caller, Runnable wakeServer) {
        this.channel = channel;
        this.caller = caller;
        this.wakeServer = wakeServer;
    }

    Caller caller() {
        return caller;
    }

    /** Reads what is there; false at the end of the stream. */
    boolean read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer.clear());
        if (count > 0) {
            lines.append(buffer.flip());
        }
        return count >= 0;
    }

    Optional<byte[]> nextLine() {
        return lines.next();
    }

    /** Queues a line; false, and nothing queued, if the client has let too much wait. */
    boolean send(byte[] line) {
        synchronized (this) {
            if (ending || waitingBytes + line.length > WAITING_BYTES_MAX) {
                return false;
            }
            outgoing.add(ByteBuffer.wrap(line));
            waitingBytes += line.length;
        }
        wakeServer.run();
        return true;
    }

    /** Drops what waits but a line that was begun, sends a last line, and takes no more. */
    void end(byte[] lastLine, long nowNanos) {
        synchronized (this) {
            if (ending) {
                return;
            }
            outgoing.removeIf(waiting -> waiting.position() == 0);
            outgoing.add(ByteBuffer.wrap(lastLine));
            waitingBytes = outgoing.stream().mapToInt(ByteBuffer::remaining).sum();
            ending = true;
            closeAtNanos = nowNanos + LINGER_NANOS;
        }
        wakeServer.run();
    }

    /** Writes what the socket takes; true if nothing waits any more. */
    synchronized boolean write() throws IOException {
        for (ByteBuffer first = outgoing.peek(); first != null; first = outgoing.peek()) {
            waitingBytes -= channel.write(first);
            if (first.hasRemaining()) {
                return false;
            }
            outgoing.remove();
        }
        return true;
    }

    /** True if the connection has had its last line, or has not read it in time. */
    synchronized boolean isDone(long nowNanos) {
        return ending && (outgoing.isEmpty() || nowNanos - closeAtNanos >= 0);
    }

    synchronized boolean isEnding() {
        return ending;
    }

    /** Counts a command that is under way; false if there are too many. */
    synchronized boolean begin(int most) {
        if (commandsUnderWay >= most) {
            return false;
        }
        commandsUnderWay++;
        return true;
    }

    synchronized void finish() {
        commandsUnderWay--;
    }
}
