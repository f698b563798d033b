package org.qgate.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** A Unix stream socket read by lines, with a time-out on each wait: the JDK has none for blocking Unix channels. */
final class LineConnection implements AutoCloseable {
    private static final int READ_BYTES = 16 * 1024;

    private final Path path;
    private final SocketChannel channel;
    private final Selector selector;
    private final LineBuffer lines = new LineBuffer(ControlProtocol.MESSAGE_BYTES_MAX);
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);

    private LineConnection(Path path, SocketChannel channel, Selector selector) {
        this.path = path;
        this.channel = channel;
        this.selector = selector;
    }

    static LineConnection open(Path path) throws AgentUnreachableException {
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new LineConnection(path, channel, selector);
        } catch (IOException e) {
            closeQuietly(channel);
            throw new AgentUnreachableException(
                    "no agent can be reached at " + path + ": " + e.getMessage()
                            + "; is qgate-agent running, is this its control socket, and may this user open it?",
                    e);
        }
    }

    private static void closeQuietly(@org.jspecify.annotations.Nullable SocketChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(byte[] line, Duration timeout) throws AgentUnreachableException {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        try {
            while (bytes.hasRemaining()) {
                if (channel.write(bytes) == 0) {
                    await(SelectionKey.OP_WRITE, deadlineNanos, timeout);
                }
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    byte[] readLine(Duration timeout) throws IOException {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        Optional<byte[]> line = lines.next();
        while (line.isEmpty()) {
            await(SelectionKey.OP_READ, deadlineNanos, timeout);
            fill();
            line = lines.next();
        }
        return line.get();
    }

    private void fill() throws IOException {
        int count;
        try {
            count = channel.read(buffer.clear());
        } catch (IOException e) {
            throw broken(e);
        }
        if (count < 0) {
            throw new AgentUnreachableException("the agent closed the connection at " + path);
        }
        lines.append(buffer.flip());
    }

    private void await(int operation, long deadlineNanos, Duration timeout) throws AgentUnreachableException {
        long millis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
        try {
            channel.keyFor(selector).interestOps(operation);
            int ready = selector.select(millis);
            selector.selectedKeys().clear();
            if (ready == 0 && System.nanoTime() - deadlineNanos >= 0) {
                throw new AgentUnreachableException("the agent at " + path + " did not answer within "
                        + timeout.toMillis() + " ms; it may be overloaded or stopped");
            }
        } catch (AgentUnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private AgentUnreachableException broken(IOException e) {
        return e instanceof AgentUnreachableException unreachable
                ? unreachable
                : new AgentUnreachableException(
                        "the connection to the agent at " + path + " broke: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the connection to " + path, e);
        }
    }
}
