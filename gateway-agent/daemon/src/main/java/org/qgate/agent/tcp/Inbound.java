package org.qgate.agent.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection that a peer made: read, never written. For the port's thread. */
final class Inbound {
    /** A connection without a whole message is closed then: later than {@link Outbound#IDLE_NANOS}, so that its maker closes first. */
    static final long IDLE_NANOS = 90_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger(Inbound.class);

    private final ReadableByteChannel channel;
    private final InetSocketAddress source;
    private final FrameReader frames = new FrameReader();
    private long lastMessageNanos;

    Inbound(ReadableByteChannel channel, InetSocketAddress source, long nowNanos) {
        this.channel = channel;
        this.source = source;
        this.lastMessageNanos = nowNanos;
    }

    InetSocketAddress source() {
        return source;
    }

    long lastMessageNanos() {
        return lastMessageNanos;
    }

    boolean isIdle(long nowNanos) {
        return nowNanos - lastMessageNanos >= IDLE_NANOS;
    }

    /** Hands over what has come in. */
    FrameReader.Outcome read(Consumer<byte[]> messages, long nowNanos) {
        try {
            return frames.read(channel, message -> {
                lastMessageNanos = nowNanos;
                messages.accept(message);
            });
        } catch (IOException e) {
            LOG.debug("connection from {}: {}", source, e.getMessage());
            return FrameReader.Outcome.ENDED;
        }
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("closing a connection from {}: {}", source, e.getMessage());
        }
    }
}
