package org.qgate.wbem.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.qgate.wbem.operation.CallHandler;
import org.qgate.wbem.security.AuditLog;
import org.qgate.wbem.security.PasswordAuthenticator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server: listens on HTTP and HTTPS, HTTP/1.1 alone, and hands calls to a {@link CallHandler}. */
public final class WbemServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WbemServer.class);
    private static final long CUT_PERIOD_MILLIS = 250;
    private static final long RELOAD_PERIOD_MILLIS = 5_000;
    private static final long POOLED_BYTES_MAX = 64L << 20;
    private static final int THREADS_MIN = 8;
    private static final int BACKLOG = 512;
    private static final long STOP_MILLIS = 2_000;

    private final Server server;
    private final ConnectionWatch watch;
    private final List<ServerConnector> plain = new ArrayList<>();
    private final CimHandler handler;
    private final List<ServerConnector> secure = new ArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "connection-watch"));

    /**
     * What the server is made of.
     *
     * @param host name of this server in paths
     * @param limits bounds on clients
     */
    public record Parts(
            String host, HttpLimits limits, PasswordAuthenticator authenticator, AuditLog audit, CallHandler calls) {}

    /** A server that listens nowhere yet. */
    public WbemServer(Parts parts) {
        HttpLimits limits = parts.limits();
        QueuedThreadPool threads =
                new QueuedThreadPool(limits.threadsMax(), Math.min(THREADS_MIN, limits.threadsMax()));
        threads.setName("wbem");
        this.server = new Server(
                threads,
                new ScheduledExecutorScheduler("wbem-timer", false),
                new ArrayByteBufferPool(0, 4_096, 65_536, -1, POOLED_BYTES_MAX / 2, POOLED_BYTES_MAX / 2));
        this.watch = new ConnectionWatch(limits, System::nanoTime);
        this.handler = new CimHandler(
                limits,
                new RequestAuthentication(parts.authenticator(), parts.audit()),
                parts.calls(),
                new AnswerWriter(parts.host(), limits),
                watch,
                System::nanoTime);
        server.setHandler(handler);
        server.setErrorHandler(new EmptyErrors());
        server.setStopTimeout(STOP_MILLIS);
        repeat(watch::cutOverdue, CUT_PERIOD_MILLIS);
    }

    /** Will listen without TLS; meant for the loopback. */
    public void addPlain(InetSocketAddress address, HttpLimits limits) {
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration(limits)));
        plain.add(listenOn(connector, address, limits));
    }

    /** Will listen with TLS. */
    public void addSecure(InetSocketAddress address, HttpLimits limits, TlsSettings tls, SecureRandom random)
            throws IOException {
        TlsIdentity identity = new TlsIdentity(tls, random);
        HttpConfiguration configuration = configuration(limits);
        // Clients come by address, and some leave the port out of Host: the names in the certificate are theirs to
        // check.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        ServerConnector connector = new ServerConnector(
                server,
                1,
                1,
                new SslConnectionFactory(identity.factory(), "http/1.1"),
                new HttpConnectionFactory(configuration));
        secure.add(listenOn(connector, address, limits));
        repeat(identity::reloadIfChanged, RELOAD_PERIOD_MILLIS);
    }

    /**
     * Starts to listen.
     *
     * @throws IOException names what could not be started
     */
    public void start() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("cannot listen: " + e.getMessage(), e);
        }
    }

    /** The port that HTTP is served on. */
    public Optional<Integer> plainPort() {
        return plain.stream().findFirst().map(ServerConnector::getLocalPort);
    }

    /** The port that HTTPS is served on. */
    public Optional<Integer> securePort() {
        return secure.stream().findFirst().map(ServerConnector::getLocalPort);
    }

    /** Bytes that the bodies of requests hold now. */
    public long bodyBytesHeld() {
        return handler.bodyBytesHeld();
    }

    /** Connections open now. */
    public int connections() {
        return watch.count();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server did not stop in order: " + e.getMessage(), e);
        }
    }

    /** A task that fails once must not end the others' watch. */
    private void repeat(Runnable task, long periodMillis) {
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("a periodic task failed", e);
                    }
                },
                periodMillis,
                periodMillis,
                TimeUnit.MILLISECONDS);
    }

    private ServerConnector listenOn(ServerConnector connector, InetSocketAddress address, HttpLimits limits) {
        connector.setHost(address.getAddress().getHostAddress());
        connector.setPort(address.getPort());
        connector.setAcceptQueueSize(BACKLOG);
        connector.setIdleTimeout(Math.max(limits.keepAliveMillis(), limits.answerMillis()));
        connector.addBean(watch);
        server.addConnector(connector);
        return connector;
    }

    private static HttpConfiguration configuration(HttpLimits limits) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setRequestHeaderSize(limits.headerBytesMax());
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(true);
        configuration.setOutputBufferSize(32_768);
        return configuration;
    }
}
