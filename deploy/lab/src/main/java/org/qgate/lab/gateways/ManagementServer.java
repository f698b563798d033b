package org.qgate.lab.gateways;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.LabException;

/**
 * The WBEM server of one gateway, over HTTPS on the loopback, with one account that may look and change nothing.
 *
 * <p>It needs nothing of its gateway but the agent's control socket. So it runs outside of the gateway's network namespace, where every client
 * of the host reaches it.
 */
public final class ManagementServer {
    /** The namespace of the gateway's objects. */
    public static final String NAMESPACE = "root/qgate";

    /** The account. */
    public static final String USER = "demo";

    private static final int FIRST_PORT = 5989;
    private static final int PORTS_MAX = 100;
    private static final int PASSWORD_BYTES = 18;

    /** Its JVM compiles the schema first; a busy machine may need much longer than the usual few seconds. */
    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);

    private final LabNetwork network;
    private final Checkout checkout;
    private final Agent agent;
    private final int port;
    private final String password;

    private ManagementServer(LabNetwork network, Checkout checkout, Agent agent, int port, String password) {
        this.network = network;
        this.checkout = checkout;
        this.agent = agent;
        this.port = port;
        this.password = password;
    }

    /** Starts one for each agent of a network on the host's own kernel; waits for nothing. */
    public static Map<Gateway, ManagementServer> start(
            LabNetwork network, Checkout checkout, Map<Gateway, Agent> agents)
            throws IOException, InterruptedException {
        Map<Gateway, ManagementServer> servers = new EnumMap<>(Gateway.class);
        int next = FIRST_PORT;
        for (Gateway gateway : Gateway.values()) {
            int port = freePort(next);
            next = port + 1;
            ManagementServer server = new ManagementServer(
                    network, checkout, java.util.Objects.requireNonNull(agents.get(gateway)), port, randomPassword());
            server.start();
            servers.put(gateway, server);
        }
        return servers;
    }

    /** Where it is served. */
    public String url() {
        return "https://127.0.0.1:" + port;
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
                "lab_await " + START_TIMEOUT.toSeconds() + " lab_port_open - " + port
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
        String url = "https://" + USER + ":$(cat " + passwordFile() + ")@127.0.0.1:" + port;
        return network.call("wbemcli -cacert " + certificate() + " " + operation + " \"" + url + "/" + NAMESPACE + ":"
                + className + "\"");
    }

    /** A command line that lists the instances of a class. */
    public String commandLine(String className) {
        return "wbemcli -nl -cacert " + certificate() + " ei 'https://" + USER + ":" + password + "@127.0.0.1:" + port
                + "/" + NAMESPACE + ":" + className + "'";
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
        network.call("lab_wbem_start " + agent.gateway().letter() + " " + configuration + " " + log());
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
                        "viewer")
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
                  https { address = "127.0.0.1", port = %d }
                }
                """.formatted(agent.gateway().id(), state(), agent.socket(), port);
    }

    private String state() {
        return network.runFolder() + "/" + agent.gateway().id() + "-wbem";
    }

    private Path passwordFile() {
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
