package org.qgate.wbem;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.qgate.wbem.config.ServerSettings;
import org.qgate.wbem.http.WbemServer;
import org.qgate.wbem.indication.AllowedAddresses;
import org.qgate.wbem.indication.HttpIndicationSender;
import org.qgate.wbem.indication.IndicationDispatcher;
import org.qgate.wbem.indication.SubscriptionProvider;
import org.qgate.wbem.indication.SubscriptionStore;
import org.qgate.wbem.mof.MofCompiler;
import org.qgate.wbem.mof.MofException;
import org.qgate.wbem.operation.EnumerationTable;
import org.qgate.wbem.operation.OperationDispatcher;
import org.qgate.wbem.provider.ProviderRegistry;
import org.qgate.wbem.provider.gateway.AgentWatch;
import org.qgate.wbem.provider.gateway.ControlSocketAgent;
import org.qgate.wbem.provider.gateway.ControlSocketEvents;
import org.qgate.wbem.provider.gateway.GatewayProvider;
import org.qgate.wbem.provider.interop.InteropProvider;
import org.qgate.wbem.provider.interop.ServerDescription;
import org.qgate.wbem.schema.SchemaRepository;
import org.qgate.wbem.security.AccessPolicy;
import org.qgate.wbem.security.AuditLog;
import org.qgate.wbem.security.FileAuditLog;
import org.qgate.wbem.security.PasswordAuthenticator;
import org.qgate.wbem.security.PemFiles;
import org.qgate.wbem.security.SelfSignedCertificate;
import org.qgate.wbem.security.UserDirectory;
import org.qgate.wbem.security.UserFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the server together: the one place that decides what stands behind what. */
final class Wiring {
    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);
    private static final String INTEROP = "root/interop";
    private static final Map<String, String> ALIASES = Map.of("interop", INTEROP);
    private static final Duration AGENT_SILENCE = Duration.ofSeconds(10);
    private static final Duration AGENT_PAUSE = Duration.ofSeconds(1);
    private static final long EXPIRY_PERIOD_SECONDS = 2;

    private final ServerSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final Clock clock = Clock.systemUTC();
    private final RunningServer running = new RunningServer();

    private Wiring(ServerSettings settings) {
        this.settings = settings;
    }

    /**
     * A server that serves.
     *
     * @throws IOException names what could not be started
     */
    static RunningServer start(ServerSettings settings) throws IOException {
        Wiring wiring = new Wiring(settings);
        try {
            wiring.start();
            return wiring.running;
        } catch (IOException | RuntimeException e) {
            wiring.running.close();
            throw e;
        }
    }

    private void start() throws IOException {
        makeStateDirectory();
        if (settings.secure().isPresent() && settings.secure().get().selfSigned()) {
            var tls = settings.secure().get().tls();
            boolean made = new SelfSignedCertificate(random).makeIfAbsent(tls.certificate(), tls.privateKeyFile());
            String fingerprint = SelfSignedCertificate.fingerprint(
                    PemFiles.certificates(tls.certificate()).get(0));
            LOG.info("{} certificate {}, SHA-256 {}", made ? "made the" : "the", tls.certificate(), fingerprint);
        }
        SchemaRepository schemas = schemas();
        AllowedAddresses allowed = AllowedAddresses.parse(settings.indications().allowedNetworks());
        SubscriptionStore subscriptions =
                new SubscriptionStore(settings.stateDirectory().resolve("subscriptions.xml"), INTEROP);
        IndicationDispatcher indications = running.keep(new IndicationDispatcher(
                subscriptions,
                schemas,
                settings.indications().limits(),
                new HttpIndicationSender(allowed, listenerTls(), settings.gateway(), (int)
                        settings.indications().limits().deliveryMillis()),
                clock));
        ProviderRegistry.Builder providers = ProviderRegistry.builder();
        new SubscriptionProvider(
                        subscriptions, schemas, allowed, settings.indications().limits(), settings.gateway(), clock)
                .registerWith(providers);
        addGateway(providers, schemas, indications);
        serve(schemas, providers.build());
    }

    private void makeStateDirectory() throws IOException {
        Path directory = settings.stateDirectory();
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static SchemaRepository schemas() throws IOException {
        try {
            return new SchemaRepository(MofCompiler.compileProduct().schemas());
        } catch (MofException e) {
            throw new IOException("the product's schema does not compile: " + e.getMessage(), e);
        }
    }

    private void addGateway(
            ProviderRegistry.Builder providers, SchemaRepository schemas, IndicationDispatcher indications) {
        ServerSettings.Agent agent = settings.agent();
        ControlSocketAgent port = running.keep(new ControlSocketAgent(agent.controlSocket(), agent.timeout()));
        GatewayProvider gateway = new GatewayProvider(port, settings.gateway(), clock, System::nanoTime);
        gateway.register(providers);
        ServerDescription description = new ServerDescription(
                settings.gateway(),
                WbemMain.Version.text(),
                clock.instant(),
                schemas.namespaces(),
                configuredEndpoints(),
                settings.enumerations().timeoutSecondsMax());
        new InteropProvider(description, gateway.gateway()).register(providers);
        AgentWatch watch = running.keep(new AgentWatch(
                () -> ControlSocketEvents.open(
                        agent.controlSocket(),
                        agent.timeout(),
                        agent.watchInterval().toMillis()),
                port,
                indications,
                settings.gateway(),
                clock,
                AGENT_SILENCE,
                AGENT_PAUSE));
        watch.start();
    }

    private void serve(SchemaRepository schemas, ProviderRegistry providers) throws IOException {
        AuditLog audit = running.keep(new FileAuditLog(
                settings.audit().file(),
                settings.audit().fileBytesMax(),
                settings.audit().filesMax(),
                clock));
        EnumerationTable enumerations = new EnumerationTable(settings.enumerations(), System::nanoTime, random);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        running.keep(timer::shutdownNow);
        var unused = timer.scheduleWithFixedDelay(
                enumerations::expire, EXPIRY_PERIOD_SECONDS, EXPIRY_PERIOD_SECONDS, TimeUnit.SECONDS);
        OperationDispatcher dispatcher = new OperationDispatcher(new OperationDispatcher.Parts(
                schemas, ALIASES, providers, new AccessPolicy(settings.accessRules()), audit, enumerations));
        UserDirectory users = new UserDirectory(new UserFile(settings.usersFile()), System::nanoTime);
        WbemServer server = running.keep(new WbemServer(new WbemServer.Parts(
                settings.gateway(),
                settings.limits(),
                new PasswordAuthenticator(users, System::nanoTime, random),
                audit,
                dispatcher)));
        if (settings.plain().isPresent()) {
            server.addPlain(settings.plain().get(), settings.limits());
        }
        if (settings.secure().isPresent()) {
            ServerSettings.Secure secure = settings.secure().get();
            server.addSecure(secure.address(), settings.limits(), secure.tls(), random);
        }
        server.start();
        running.listensOn(endpoints(server));
    }

    private SSLSocketFactory listenerTls() throws IOException {
        Optional<Path> authorities = settings.indications().listenerAuthorities();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(authorities.isPresent() ? PemFiles.authorities(authorities.get()) : (KeyStore) null);
            context.init(null, trust.getTrustManagers(), random);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS to listeners cannot be set up: " + e.getMessage(), e);
        }
    }

    private List<String> configuredEndpoints() {
        List<String> urls = new ArrayList<>();
        settings.secure()
                .ifPresent(secure ->
                        urls.add(url("https", secure.address(), secure.address().getPort())));
        settings.plain().ifPresent(address -> urls.add(url("http", address, address.getPort())));
        return urls;
    }

    private List<String> endpoints(WbemServer server) {
        List<String> urls = new ArrayList<>();
        settings.secure()
                .ifPresent(secure -> urls.add(
                        url("https", secure.address(), server.securePort().orElse(0))));
        settings.plain()
                .ifPresent(address ->
                        urls.add(url("http", address, server.plainPort().orElse(0))));
        return urls;
    }

    private String url(String scheme, InetSocketAddress address, int port) {
        String host = address.getAddress().isAnyLocalAddress()
                ? settings.gateway()
                : address.getAddress().getHostAddress();
        return scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
