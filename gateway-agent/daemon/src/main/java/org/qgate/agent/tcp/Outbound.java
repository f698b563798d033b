package org.qgate.agent.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one port sends to one peer: messages that wait, and the connection by which they leave. It is made when there is something to send
 * and closed when there was nothing for a while. For the port's thread, but for {@link #add}.
 */
final class Outbound {
    /** How long making a connection may take: a lost first segment is sent again after one second (RFC 6298). */
    static final long CONNECT_NANOS = 3_000_000_000L;

    /**
     * A connection by which messages left while nothing came from the peer for so long is replaced: after an outage TCP would wait
     * up to as long as the outage took before it tries again.
     */
    static final long SILENCE_NANOS = 3_000_000_000L;

    /** A connection without messages is closed then. */
    static final long IDLE_NANOS = 60_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Outbound.class);
    private static final long NEVER = Long.MIN_VALUE;

    private final InetSocketAddress local;
    private final InetSocketAddress target;
    private final SendQueue queue = new SendQueue();
    private final AtomicBoolean queued = new AtomicBoolean();
    private final ReconnectPause pause = new ReconnectPause();
    /** Nothing is to come back; whatever does ends the connection. */
    private final ByteBuffer answer = ByteBuffer.allocate(1);

    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private long startedNanos;
    private long connectedNanos = NEVER;
    private long lastUsedNanos;
    private long unansweredNanos = NEVER;
    private boolean failing;

    /**
     * Without a connection.
     *
     * @param local our address; the port is chosen by the kernel
     * @param target the peer's
     */
    Outbound(InetSocketAddress local, InetSocketAddress target, long nowNanos) {
        this.local = new InetSocketAddress(local.getAddress(), 0);
        this.target = target;
        this.lastUsedNanos = nowNanos;
    }

    InetSocketAddress target() {
        return target;
    }

    /** From any thread; true if the port's thread must be told of it, false if it was and has not come to it yet. */
    boolean add(byte[] message) {
        queue.add(message);
        return queued.compareAndSet(false, true);
    }

    long dropped() {
        return queue.dropped();
    }

    /** Whether it may be forgotten, and with it how long to wait for the next attempt. */
    boolean isIdle(long nowNanos) {
        return channel == null && queue.isEmpty() && nowNanos - lastUsedNanos >= IDLE_NANOS;
    }

    /** The port's thread comes to it now. */
    void taken() {
        queued.set(false);
    }

    /** Sends what waits, after making a connection if there is none. */
    void send(Selector selector, long nowNanos) {
        if (queue.isEmpty()) {
            return;
        }
        lastUsedNanos = nowNanos;
        if (channel == null) {
            if (pause.isOver(nowNanos)) {
                connect(selector, nowNanos);
            }
        } else if (connectedNanos != NEVER) {
            write(nowNanos);
        }
    }

    private void connect(Selector selector, long nowNanos) {
        startedNanos = nowNanos;
        try {
            SocketChannel fresh = SocketChannel.open(Families.of(target.getAddress()));
            channel = fresh;
            fresh.configureBlocking(false);
            fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
            fresh.bind(local);
            boolean done = fresh.connect(target);
            key = fresh.register(selector, done ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, this);
            if (done) {
                connected(nowNanos);
            }
        } catch (IOException e) {
            fail(e.getMessage(), nowNanos);
        }
    }

    /** The connection can be used, or has failed. */
    void ready(long nowNanos) {
        SocketChannel open = channel;
        SelectionKey registered = key;
        if (open == null || registered == null) {
            return;
        }
        try {
            if (connectedNanos == NEVER) {
                if (open.finishConnect()) {
                    connected(nowNanos);
                }
                return;
            }
            if (registered.isReadable()) {
                int read = open.read(answer.clear());
                if (read != 0) {
                    fail(read < 0 ? "the peer closed the connection" : "the peer answers on our connection", nowNanos);
                    return;
                }
            }
            if (registered.isWritable()) {
                write(nowNanos);
            }
        } catch (IOException e) {
            fail(e.getMessage(), nowNanos);
        }
    }

    private void connected(long nowNanos) {
        connectedNanos = nowNanos;
        unansweredNanos = NEVER;
        write(nowNanos);
    }

    private void write(long nowNanos) {
        SocketChannel open = channel;
        SelectionKey registered = key;
        if (open == null || registered == null) {
            return;
        }
        try {
            boolean all = queue.writeTo(open);
            registered.interestOps(all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            if (unansweredNanos == NEVER) {
                unansweredNanos = nowNanos;
            }
        } catch (IOException e) {
            fail(e.getMessage(), nowNanos);
        }
    }

    /** A message came from the peer's address. */
    void heard() {
        unansweredNanos = NEVER;
        if (failing && connectedNanos != NEVER) {
            failing = false;
            LOG.info("messages go to {} over TCP again", target);
        }
    }

    /** Looks at the clock: gives up what takes too long, closes what is idle, tries again what failed. */
    void tick(Selector selector, long nowNanos) {
        if (channel == null) {
            send(selector, nowNanos);
        } else if (connectedNanos == NEVER) {
            if (nowNanos - startedNanos >= CONNECT_NANOS) {
                fail("no answer", nowNanos);
            }
        } else if (unansweredNanos != NEVER && nowNanos - unansweredNanos >= SILENCE_NANOS) {
            end(nowNanos);
        } else if (nowNanos - lastUsedNanos >= IDLE_NANOS) {
            end(nowNanos);
        }
    }

    private void fail(@Nullable String reason, long nowNanos) {
        if (!failing) {
            failing = true;
            LOG.warn(
                    "nothing can be sent to {} over TCP now: {}; if that lasts: does the peer's agent run, with transport = tcp and the"
                            + " same ports for this link?",
                    target,
                    reason);
        }
        end(nowNanos);
    }

    private void end(long nowNanos) {
        pause.begin(nowNanos, connectedNanos == NEVER ? 0 : nowNanos - connectedNanos);
        close();
    }

    /** Sends what the kernel takes at once, and closes the connection; the kernel delivers what it took. */
    void finish(long nowNanos) {
        if (connectedNanos != NEVER) {
            write(nowNanos);
        }
        close();
    }

    private void close() {
        SocketChannel open = channel;
        channel = null;
        key = null;
        connectedNanos = NEVER;
        unansweredNanos = NEVER;
        queue.restart();
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("closing a connection to {}: {}", target, e.getMessage());
            }
        }
    }
}
