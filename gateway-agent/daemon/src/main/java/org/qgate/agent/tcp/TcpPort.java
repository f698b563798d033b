package org.qgate.agent.tcp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.qgate.agent.transport.DatagramSink;
import org.qgate.agent.transport.MessagePort;
import org.qgate.agent.transport.PortUnavailableException;
import org.qgate.core.port.ControlPort;
import org.qgate.linux.inet.IpAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of the protocol's ports over TCP: takes connections of peers, makes one to each peer that something is sent to. */
public final class TcpPort implements MessagePort {
    /** Connections that the kernel keeps until they are looked at. */
    private static final int BACKLOG = 32;

    /** Connections looked at in a row before others are served. */
    private static final int ACCEPTS_IN_A_ROW = 16;

    /** Between two looks at the clock; also the pause after the kernel had no descriptor for a connection. */
    private static final long TICK_MILLIS = 100;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Logger LOG = LoggerFactory.getLogger(TcpPort.class);

    private final ControlPort port;
    private final InetSocketAddress local;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final SelectionKey accepting;
    private final DatagramSink sink;
    private final Predicate<InetAddress> peers;
    private final LongSupplier clock;
    private final Thread thread;
    private final Map<InetSocketAddress, Outbound> outbounds = new ConcurrentHashMap<>();
    /** Those with new messages, each once. */
    private final Queue<Outbound> ready = new ConcurrentLinkedQueue<>();

    private final InboundConnections inbounds = new InboundConnections();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong badLengths = new AtomicLong();
    /** Of those that are not there any more. */
    private final AtomicLong droppedBefore = new AtomicLong();

    private volatile int open;
    private volatile boolean stopping;
    private long nextTickNanos;

    private TcpPort(
            ControlPort port,
            InetSocketAddress local,
            ServerSocketChannel listener,
            Selector selector,
            DatagramSink sink,
            Predicate<InetAddress> peers,
            LongSupplier clock)
            throws ClosedChannelException {
        this.port = port;
        this.local = local;
        this.listener = listener;
        this.selector = selector;
        this.sink = sink;
        this.peers = peers;
        this.clock = clock;
        this.accepting = listener.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = new Thread(this::run, "tcp-" + port.name().toLowerCase(Locale.ROOT));
        thread.setDaemon(true);
    }

    /**
     * Binds a socket; call {@link #start}.
     *
     * @param port which of the protocol's ports
     * @param address to bind to
     * @param number port number
     * @param sink gets what comes in
     * @param peers where peers are; connections from elsewhere are closed at once
     * @param clock tells nanoseconds, as {@link System#nanoTime} does
     */
    public static TcpPort bind(
            ControlPort port,
            IpAddress address,
            int number,
            DatagramSink sink,
            Predicate<InetAddress> peers,
            LongSupplier clock)
            throws IOException {
        InetSocketAddress local = MessagePort.socketAddress(address, number);
        ServerSocketChannel listener = ServerSocketChannel.open(Families.of(local.getAddress()));
        Selector selector = null;
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            listener.configureBlocking(false);
            listener.bind(local, BACKLOG);
            selector = Selector.open();
            return new TcpPort(port, local, listener, selector, sink, peers, clock);
        } catch (IOException e) {
            listener.close();
            if (selector != null) {
                selector.close();
            }
            throw new PortUnavailableException("TCP", address, number, e);
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void send(byte[] message, InetSocketAddress target) {
        // In one step with the message, so that an entry without messages is never taken away in between.
        outbounds.compute(target, (name, known) -> {
            Outbound to = known == null ? new Outbound(local, target, clock.getAsLong()) : known;
            if (to.add(message)) {
                ready.add(to);
                selector.wakeup();
            }
            return to;
        });
    }

    private void run() {
        nextTickNanos = clock.getAsLong();
        try {
            while (!stopping) {
                selector.select(this::serve, TICK_MILLIS);
                long now = clock.getAsLong();
                for (Outbound next = ready.poll(); next != null; next = ready.poll()) {
                    next.taken();
                    next.send(selector, now);
                }
                if (now - nextTickNanos >= 0) {
                    nextTickNanos = now + TICK_MILLIS * NANOS_PER_MILLI;
                    tick(now);
                }
            }
        } catch (IOException e) {
            LOG.error("port {}: {}; nothing is sent or received by TCP any more", port, e.getMessage());
        } finally {
            outbounds.values().forEach(outbound -> outbound.finish(clock.getAsLong()));
            inbounds.closeAll();
        }
    }

    private void tick(long nowNanos) {
        outbounds.values().forEach(outbound -> outbound.tick(selector, nowNanos));
        outbounds
                .keySet()
                .forEach(target ->
                        outbounds.computeIfPresent(target, (name, outbound) -> keptUnlessIdle(outbound, nowNanos)));
        inbounds.closeIdle(nowNanos);
        open = inbounds.size();
        accepting.interestOps(SelectionKey.OP_ACCEPT);
    }

    private @Nullable Outbound keptUnlessIdle(Outbound outbound, long nowNanos) {
        if (!outbound.isIdle(nowNanos)) {
            return outbound;
        }
        droppedBefore.addAndGet(outbound.dropped());
        return null;
    }

    private void serve(SelectionKey key) {
        long now = clock.getAsLong();
        if (key == accepting) {
            accept(now);
        } else if (key.attachment() instanceof Outbound outbound) {
            outbound.ready(now);
        } else if (key.attachment() instanceof Inbound inbound) {
            read(inbound, now);
        }
    }

    private void read(Inbound inbound, long nowNanos) {
        InetAddress address = inbound.source().getAddress();
        FrameReader.Outcome outcome = inbound.read(
                message -> {
                    outbounds.values().stream()
                            .filter(outbound -> outbound.target().getAddress().equals(address))
                            .forEach(Outbound::heard);
                    sink.received(port, inbound.source(), message);
                },
                nowNanos);
        if (outcome == FrameReader.Outcome.BAD_LENGTH) {
            long times = badLengths.incrementAndGet();
            rarely(times, "closed a connection from {} that does not speak the protocol ({} since the start)", address);
        }
        if (outcome != FrameReader.Outcome.OPEN) {
            inbounds.close(inbound);
            open = inbounds.size();
        }
    }

    private void accept(long nowNanos) {
        try {
            for (int i = 0; i < ACCEPTS_IN_A_ROW; i++) {
                SocketChannel fresh = listener.accept();
                if (fresh == null) {
                    return;
                }
                accepted(fresh, nowNanos);
            }
        } catch (IOException e) {
            // Without descriptors the kernel would tell of the same connection for ever; until the next tick others are
            // served.
            accepting.interestOps(0);
            LOG.warn("port {}: no connection can be taken: {}", port, e.getMessage());
        }
    }

    private void accepted(SocketChannel fresh, long nowNanos) throws IOException {
        try {
            InetSocketAddress source = (InetSocketAddress) fresh.getRemoteAddress();
            InetAddress address = source.getAddress();
            if (!peers.test(address) || !inbounds.hasRoomFor(address)) {
                long times = refused.incrementAndGet();
                rarely(
                        times,
                        "refused a connection from {}, where no peer is or too many are ({} since the start)",
                        address);
                // Reset, so that a storm of connections leaves nothing behind here.
                fresh.setOption(StandardSocketOptions.SO_LINGER, 0);
                fresh.close();
                return;
            }
            fresh.configureBlocking(false);
            Inbound inbound = new Inbound(fresh, source, nowNanos);
            fresh.register(selector, SelectionKey.OP_READ, inbound);
            inbounds.add(inbound);
            open = inbounds.size();
        } catch (IOException e) {
            // It may be gone already; the next one is another.
            LOG.debug("port {}: a connection ended at once: {}", port, e.getMessage());
            fresh.close();
        }
    }

    /** Logs the 1st, 2nd, 4th, 8th time and so on: whoever does this must not fill the disk. */
    private static void rarely(long times, String format, InetAddress address) {
        if (Long.bitCount(times) == 1) {
            LOG.warn(format, address.getHostAddress(), times);
        }
    }

    /** What was seen so far; from any thread. */
    public TcpCounts counts() {
        return new TcpCounts(
                open,
                refused.get(),
                badLengths.get(),
                droppedBefore.get()
                        + outbounds.values().stream()
                                .mapToLong(Outbound::dropped)
                                .sum());
    }

    @Override
    public void stop() throws IOException, InterruptedException {
        stopping = true;
        selector.wakeup();
        thread.join();
        selector.close();
        listener.close();
    }
}
