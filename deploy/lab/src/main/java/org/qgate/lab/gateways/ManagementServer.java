package org.qgate.lab.gateways;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.LabException;

/**
 * The WBEM server of one gateway, over HTTPS, with one account.
 *
 * <p>It needs nothing of its gateway but the agent's control socket. So it may run outside of the gateway's network namespace, on the loopback,
 * where every client of the same kernel reaches it; its account may then look and change nothing. Or it runs where it belongs, in its gateway,
 * and its account may change links.
 */
public final class ManagementServer {
    /** The namespace of the gateway's objects. */
    public static final String NAMESPACE = "root/qgate";

    /** The account. */
    public static final String USER = "demo";

    private static final String LOOPBACK = "127.0.0.1";
    private static final int FIRST_PORT = 5989;
    private static final int PORTS_MAX = 100;
    private static final int PASSWORD_BYTES = 18;

    /** Its JVM compiles the schema first; a busy machine may need much longer than the usual few seconds, a lab kernel minutes. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    /** For all objects of a gateway, of a server whose code is still cold. */
    private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(2);

    /** What packets and key changes need comes first. */
    private static final int NICE_BESIDE_MEASUREMENTS = 19;

    private final LabNetwork network;
    private final Checkout checkout;
    private final Agent agent;
    private final Place place;
    private final String password = randomPassword();

    private ManagementServer(LabNetwork network, Checkout checkout, Agent agent, Place place) {
        this.network = network;
        this.checkout = checkout;
        this.agent = agent;
        this.place = place;
    }

    /**
     * Where it is served, and to whom.
     *
     * @param role of the namespace that it runs in, {@code -} for none
     * @param address that it listens at
     * @param port that it listens at
     * @param accountRole of {@link #USER}: viewer, operator or admin
     * @param nice value of its process and of its session
     */
    private record Place(String role, String address, int port, String accountRole, int nice) {}

    /** Starts one for each agent of a network on the host's own kernel, outside of all namespaces; waits for nothing. */
    public static Map<Gateway, ManagementServer> start(
            LabNetwork network, Checkout checkout, Map<Gateway, Agent> agents)
            throws IOException, InterruptedException {
        Map<Gateway, ManagementServer> servers = new EnumMap<>(Gateway.class);
        int next = FIRST_PORT;
        for (Gateway gateway : Gateway.values()) {
            int port = freePort(next);
            next = port + 1;
            Place place = new Place("-", LOOPBACK, port, "viewer", NICE_BESIDE_MEASUREMENTS);
            servers.put(gateway, start(network, checkout, agents, gateway, place));
        }
        return servers;
    }

    /**
     * Starts one for each agent of a network in a lab kernel, outside of all its namespaces; one after the other, since all share one
     * processor; waits until they answer.
     */
    public static Map<Gateway, ManagementServer> startInLabKernel(
            LabNetwork network, Checkout checkout, Map<Gateway, Agent> agents)
            throws IOException, InterruptedException {
        Map<Gateway, ManagementServer> servers = new EnumMap<>(Gateway.class);
        int next = FIRST_PORT;
        for (Gateway gateway : Gateway.values()) {
            // The kernel has booted for this network alone: no port is taken, and nothing is measured any more.
            Place place = new Place("-", LOOPBACK, next, "viewer", 0);
            next++;
            ManagementServer server = start(network, checkout, agents, gateway, place);
            server.awaitAnswer();
            servers.put(gateway, server);
        }
        return servers;
    }

    /** Starts one in each gateway, at its management address, whose account may change links; waits for nothing. */
    public static Map<Gateway, ManagementServer> startInGateways(
            LabNetwork network, Checkout checkout, Map<Gateway, Agent> agents)
            throws IOException, InterruptedException {
        Map<Gateway, ManagementServer> servers = new EnumMap<>(Gateway.class);
        for (Gateway gateway : Gateway.values()) {
            Place place =
                    new Place(gateway.role(), gateway.management(), FIRST_PORT, "operator", NICE_BESIDE_MEASUREMENTS);
            servers.put(gateway, start(network, checkout, agents, gateway, place));
        }
        return servers;
    }

    private static ManagementServer start(
            LabNetwork network, Checkout checkout, Map<Gateway, Agent> agents, Gateway gateway, Place place)
            throws IOException, InterruptedException {
        ManagementServer server =
                new ManagementServer(network, checkout, Objects.requireNonNull(agents.get(gateway)), place);
        server.start();
        return server;
    }

    /** Where it is served. */
    public String url() {
        return "https://" + place.address() + ":" + place.port();
    }

    /** Password of {@link #USER}. */
    public String password() {
        return password;
    }

    /** Its certificate, PEM: what a client needs to trust it. */
    public String certificate() {
        return state() + "/server.crt";
    }

    /** Waits until it answers. */
    public void awaitAnswer() throws LabException, InterruptedException {
        network.call(
                "lab_await " + START_TIMEOUT.toSeconds() + " lab_port_open " + place.role() + " " + place.port()
                        + " || { tail -n 5 " + log() + " >&2; lab_fail 'the WBEM server of "
                        + agent.gateway().id()
                        + " did not start'; }",
                START_TIMEOUT.plus(LabNetwork.PATIENCE));
    }

    /** Asks it, as any client would, for the names of all objects of the gateway. */
    public long countInstances() throws LabException, InterruptedException {
        return wbemcli("ein", "CIM_ManagedElement")
                .lines()
                .filter(line -> line.contains(NAMESPACE + ":"))
                .count();
    }

    /**
     * Asks it, as any client would, for the instances of a class.
     *
     * @return a line for each instance's name, with a line {@code -NAME=VALUE} behind it for each property
     */
    public String instances(String className) throws LabException, InterruptedException {
        return wbemcli("-nl ei", className);
    }

    private String wbemcli(String operation, String className) throws LabException, InterruptedException {
        String url = "https://" + USER + ":$(cat " + passwordFile() + ")@" + place.address() + ":" + place.port();
        return network.call(
                "wbemcli -cacert " + certificate() + " " + operation + " \"" + url + "/" + NAMESPACE + ":" + className
                        + "\"",
                ANSWER_TIMEOUT);
    }

    /** A command line that lists the instances of a class. */
    public String commandLine(String className) {
        return "wbemcli -nl -cacert " + certificate() + " ei 'https://" + USER + ":" + password + "@" + place.address()
                + ":" + place.port() + "/" + NAMESPACE + ":" + className + "'";
    }

    /** Ends it. */
    public void stop() throws LabException, InterruptedException {
        network.call("lab_stop wbem" + agent.gateway().letter());
    }

    private void start() throws IOException, InterruptedException {
        Path users = network.kernel().folder().resolve(agent.gateway().id() + "-wbem.users");
        Path configuration = network.kernel().folder().resolve(agent.gateway().id() + "-wbem.conf");
        Files.writeString(configuration, text());
        Path onHost = network.kernel().folder().resolve(agent.gateway().id() + "-wbem-users.conf");
        Files.writeString(onHost, "qgate-wbem { users-file = \"" + users + "\" }\n");
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), password + "\n", StandardCharsets.US_ASCII);
        addUser(onHost);
        network.call("mkdir -p -m 700 " + state() + " && install -m 600 " + users + " " + state() + "/users");
        network.call("lab_wbem_start " + agent.gateway().letter() + " " + configuration + " " + log() + " "
                + place.role() + " " + place.nice());
    }

    private void addUser(Path configuration) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        checkout.program("qgate-wbem").toString(),
                        "--config",
                        configuration.toString(),
                        "user",
                        "add",
                        USER,
                        "--role",
                        place.accountRole())
                .redirectInput(passwordFile().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(LabNetwork.PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new LabException("the account of the WBEM server could not be made: " + said.strip());
        }
    }

    private String text() {
        return """
                # Written by the lab for one run.
                qgate-wbem {
                  gateway = %s
                  state-directory = "%s"
                  agent { control-socket = "%s" }
                  http { enabled = false }
                  https { address = "%s", port = %d }
                }
                """.formatted(agent.gateway().id(), state(), agent.socket(), place.address(), place.port());
    }

    private String state() {
        return network.runFolder() + "/" + agent.gateway().id() + "-wbem";
    }

    /** SHA-256 of its certificate, as its log and an inventory have it. */
    String fingerprint() throws IOException {
        try (InputStream pem = Files.newInputStream(Path.of(certificate()))) {
            byte[] encoded = CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getEncoded();
            return HexFormat.ofDelimiter(":")
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (GeneralSecurityException e) {
            throw new LabException("the certificate " + certificate() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** File with the password of {@link #USER}, readable by its owner alone. */
    Path passwordFile() {
        return network.kernel().folder().resolve(agent.gateway().id() + "-wbem.password");
    }

    private Path log() {
        return network.kernel().folder().resolve(agent.gateway().id() + "-wbem.log");
    }

    private static int freePort(int first) throws LabException {
        for (int port = first; port < first + PORTS_MAX; port++) {
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException e) {
                // Somebody else has it: the next one may be free.
            }
        }
        throw new LabException("no port from " + first + " to " + (first + PORTS_MAX - 1) + " is free on the loopback");
    }

    private static String randomPassword() {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
