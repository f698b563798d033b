package org.qgate.agent.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.qgate.agent.config.ControlConfiguration;
import org.qgate.control.ControlCodec;
import org.qgate.control.ControlEvent;
import org.qgate.control.ErrorCode;
import org.qgate.control.MalformedMessageException;
import org.qgate.control.ServerMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the control socket with one thread. A client that breaks the contract, or reads too slowly, is told so and dropped;
 * it never makes the agent wait.
 */
public final class ControlServer {
    /** Most connections at once. */
    static final int CLIENTS_MAX = 32;

    private static final int READ_BYTES = 16 * 1024;
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Longest sleep of the server thread, so that a deadline that another thread set is not missed by more. */
    private static final long SLEEP_MILLIS_MAX = 200;

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);

    private final Path socket;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final RequestHandler requests;
    private final LongSupplier nanoClock;
    private final ControlCodec codec = new ControlCodec();
    private final Map<ClientSession, SelectionKey> sessions = new ConcurrentHashMap<>();
    private final WatchList watches;
    private final ByteBuffer buffer = ByteBuffer.allocate(READ_BYTES);
    private final Thread thread;
    private volatile boolean stopped;

    private ControlServer(
            Path socket, ServerSocketChannel server, AccessRules access, CommandSink commands, LongSupplier nanoClock)
            throws IOException {
        this.socket = socket;
        this.server = server;
        this.nanoClock = nanoClock;
        this.selector = Selector.open();
        this.watches = new WatchList(codec, commands, nanoClock);
        this.requests = new RequestHandler(codec, access, commands, watches);
        this.thread = new Thread(this::run, "control-server");
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Binds the socket; call {@link #start}.
     *
     * @param configuration where, and for whom
     * @param commands gets what authorised clients ask for
     * @param nanoClock monotonic time
     */
    public static ControlServer bind(
            ControlConfiguration configuration, AccessRules access, CommandSink commands, LongSupplier nanoClock)
            throws IOException {
        ServerSocketChannel server = ControlSocketFile.bind(configuration.socket(), configuration.group());
        return new ControlServer(configuration.socket(), server, access, commands, nanoClock);
    }

    /** Begins to serve. */
    public void start() {
        thread.start();
    }

    /** Tells all watches; from any thread. */
    public void publish(ControlEvent event) {
        watches.publish(event);
    }

    /** Stops serving, closes all connections after what they were sent, and deletes the socket. */
    public void stop() throws IOException, InterruptedException {
        stopped = true;
        if (thread.isAlive()) {
            selector.wakeup();
            thread.join();
        } else {
            closeAll();
        }
        Files.deleteIfExists(socket);
    }

    private void run() {
        try {
            while (!stopped) {
                selector.select(watches.millisToNext(nanoClock.getAsLong(), SLEEP_MILLIS_MAX));
                serve(nanoClock.getAsLong());
            }
            for (ClientSession session : sessions.keySet()) {
                session.write();
            }
        } catch (IOException | ClosedSelectorException e) {
            LOG.error("the control socket {} failed and is closed; restart the agent: {}", socket, e.getMessage());
        } finally {
            closeAll();
        }
    }

    private void serve(long nowNanos) throws IOException {
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.isValid() && key.isReadable() && key.attachment() instanceof ClientSession session) {
                read(session, nowNanos);
            }
        }
        selector.selectedKeys().clear();
        watches.askForSnapshots(nowNanos);
        sessions.forEach((session, key) -> flush(session, key, nowNanos));
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        if (channel == null) {
            return;
        }
        if (sessions.size() >= CLIENTS_MAX) {
            LOG.warn("a client of the control socket was turned away: {} are connected", CLIENTS_MAX);
            channel.write(ByteBuffer.wrap(codec.encode(ServerMessage.error(
                    0, ErrorCode.BUSY, CLIENTS_MAX + " clients are connected; close one and try again"))));
            channel.close();
            return;
        }
        UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        channel.configureBlocking(false);
        ClientSession session = new ClientSession(
                channel, new Caller(peer.user().getName(), peer.group().getName()), selector::wakeup);
        sessions.put(session, channel.register(selector, SelectionKey.OP_READ, session));
    }

    private void read(ClientSession session, long nowNanos) {
        try {
            boolean open = session.read(buffer);
            for (Optional<byte[]> line = session.nextLine();
                    line.isPresent() && !session.isEnding();
                    line = session.nextLine()) {
                requests.handle(session, line.get(), nowNanos);
            }
            if (!open) {
                close(session);
            }
        } catch (MalformedMessageException e) {
            session.end(codec.encode(ServerMessage.error(e.id(), e.code(), String.valueOf(e.getMessage()))), nowNanos);
        } catch (IOException e) {
            close(session);
        }
    }

    private void flush(ClientSession session, SelectionKey key, long nowNanos) {
        try {
            boolean empty = session.write();
            if (session.isDone(nowNanos)) {
                close(session);
            } else if (key.isValid()) {
                key.interestOps(empty ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        } catch (IOException e) {
            close(session);
        }
    }

    private void close(ClientSession session) {
        watches.remove(session);
        SelectionKey key = sessions.remove(session);
        if (key == null) {
            return;
        }
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.warn("a connection of the control socket did not close: {}", e.getMessage());
        }
    }

    private void closeAll() {
        sessions.keySet().forEach(this::close);
        try {
            server.close();
            selector.close();
        } catch (IOException e) {
            LOG.warn("the control socket {} did not close: {}", socket, e.getMessage());
        }
    }

    static long millis(long nanos) {
        return Math.max(1, (nanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
    }
}
