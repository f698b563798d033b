package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.qgate.control.LinkState;
import org.qgate.lab.gateways.Agent;
import org.qgate.lab.gateways.AgentWatch;
import org.qgate.lab.gateways.FleetClient;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LedgerComparison;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.ManagementServer;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.KernelChoice;
import org.qgate.lab.kernel.LabException;

/** A kernel, the network in it, and both agents with a watch on each. Closing takes all of it down. */
final class Bench implements AutoCloseable {
    /** The agents' start, first contact and first keys take a few seconds; a busy machine may need many more. */
    static final Duration LINK_UP_TIMEOUT = Duration.ofMinutes(3);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(2);
    private static final Duration LOG_INTERVAL = Duration.ofMillis(200);

    private final IpsecKernel kernel;
    private final LabNetwork network;
    private final Map<Gateway, Agent> agents;
    private final Map<Gateway, AgentWatch> watches = new LinkedHashMap<>();
    private final Map<Gateway, ManagementServer> servers = new LinkedHashMap<>();

    private Bench(IpsecKernel kernel, LabNetwork network, Map<Gateway, Agent> agents) {
        this.kernel = kernel;
        this.network = network;
        this.agents = agents;
    }

    /**
     * Boots if needed, and makes the network; the agents are configured but not started.
     *
     * @param folder for everything that the run writes
     */
    static Bench open(Path folder, LinkSettings settings) throws IOException, InterruptedException {
        Checkout checkout = Checkout.find();
        IpsecKernel kernel =
                KernelChoice.open(checkout, folder, settings.dataPlane().word());
        try {
            LabNetwork network = LabNetwork.up(kernel, checkout);
            return new Bench(kernel, network, configure(network, checkout, settings));
        } catch (IOException | InterruptedException e) {
            kernel.close();
            throw e;
        }
    }

    private static Map<Gateway, Agent> configure(LabNetwork network, Checkout checkout, LinkSettings settings)
            throws IOException, InterruptedException {
        try {
            return Agent.configure(network, checkout, settings);
        } catch (IOException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    IpsecKernel kernel() {
        return kernel;
    }

    LabNetwork network() {
        return network;
    }

    Agent agent(Gateway gateway) {
        return Objects.requireNonNull(agents.get(gateway));
    }

    AgentWatch watch(Gateway gateway) {
        return Objects.requireNonNull(watches.get(gateway), "watch() first");
    }

    /** Starts both agents. */
    void startAgents() throws LabException, InterruptedException {
        startAgents(Checkout.find());
    }

    /** Starts both agents in another version. */
    void startAgents(Checkout version) throws LabException, InterruptedException {
        for (Gateway gateway : Gateway.values()) {
            agent(gateway).start(version);
        }
    }

    /** Waits until the last start of an agent has brought its traffic under a new epoch. */
    void awaitReturn(Gateway gateway) throws IOException, InterruptedException {
        long end = System.nanoTime() + LINK_UP_TIMEOUT.toNanos();
        while (!AgentReturn.isComplete(Files.readString(agent(gateway).log()))) {
            if (System.nanoTime() > end) {
                throw new LabException("The agent of gateway " + gateway.id() + " did not come back within "
                        + LINK_UP_TIMEOUT.toSeconds() + " s." + logOf(gateway));
            }
            TimeUnit.NANOSECONDS.sleep(LOG_INTERVAL.toNanos());
        }
    }

    /** Whether this host's own clients reach what listens on the loopback of the gateways' kernel. */
    boolean isOnHost() {
        return kernel.name().equals("host");
    }

    /** Starts a WBEM server for each agent on the host's loopback; waits for nothing. */
    void startServers() throws IOException, InterruptedException {
        servers.putAll(ManagementServer.start(network, Checkout.find(), agents));
    }

    /** Starts a WBEM server for each agent on the loopback of the lab kernel, and waits until they answer. */
    void startServersInLabKernel() throws IOException, InterruptedException {
        servers.putAll(ManagementServer.startInLabKernel(network, Checkout.find(), agents));
    }

    /**
     * Starts a WBEM server in each gateway and waits until both answer; gives back the client of both.
     *
     * @throws LabException if the gateways are in a lab kernel, whose processes cannot be reached from here
     */
    FleetClient startFleet() throws IOException, InterruptedException {
        if (!isOnHost()) {
            throw new LabException(
                    "this kernel has no TUN interfaces or no network namespaces for us, and a lab kernel's"
                            + " processes cannot be reached from here");
        }
        network.call("lab_management");
        servers.putAll(ManagementServer.startInGateways(network, Checkout.find(), agents));
        awaitServers();
        return FleetClient.of(network, Checkout.find(), servers());
    }

    /** Waits until both answer. */
    void awaitServers() throws LabException, InterruptedException {
        for (ManagementServer server : servers.values()) {
            server.awaitAnswer();
        }
    }

    /** Those that were started. */
    Map<Gateway, ManagementServer> servers() {
        return Map.copyOf(servers);
    }

    /** Freezes both agents, so that they take no processor time. */
    void pauseAgents() throws LabException, InterruptedException {
        network.call("kill -STOP $(lab_pid agentA) $(lab_pid agentB)");
    }

    /** Lets both go on. */
    void resumeAgents() throws LabException, InterruptedException {
        network.call("kill -CONT $(lab_pid agentA) $(lab_pid agentB)");
    }

    /** Has both agents change keys at other times from now on. */
    void setPeriod(long millis) throws LabException, InterruptedException {
        for (Gateway gateway : Gateway.values()) {
            agent(gateway)
                    .ctl("set-period " + LinkSettings.LINK + " " + millis + "ms")
                    .outOrThrow("qgatectl set-period on " + gateway.id());
        }
    }

    /** Begins to follow both agents. */
    void watch() throws LabException {
        for (Gateway gateway : Gateway.values()) {
            watches.put(gateway, agent(gateway).watch());
        }
    }

    /** Ends that, for measurements that the onlookers' processor time would distort. */
    void unwatch() {
        watches.values().forEach(AgentWatch::close);
        watches.clear();
    }

    /** Waits until both gateways say that the link is up. */
    void awaitLinkUp() throws LabException, InterruptedException {
        long end = System.nanoTime() + LINK_UP_TIMEOUT.toNanos();
        for (Gateway gateway : Gateway.values()) {
            for (Optional<String> obstacle = notUp(gateway); obstacle.isPresent(); obstacle = notUp(gateway)) {
                if (!agent(gateway).running()) {
                    throw new LabException("The agent of gateway " + gateway.id() + " has ended." + logOf(gateway));
                }
                if (System.nanoTime() > end) {
                    throw new LabException("The link did not come up within " + LINK_UP_TIMEOUT.toSeconds() + " s. "
                            + obstacle.get() + "." + logOf(gateway));
                }
            }
        }
    }

    /** What the watch says as long as the link is not up. */
    private Optional<String> notUp(Gateway gateway) throws InterruptedException {
        try {
            watch(gateway).await(look -> look.link().state() == LinkState.UP, "the link is not up", LOOK_INTERVAL);
            return Optional.empty();
        } catch (LabException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private String logOf(Gateway gateway) {
        return " End of " + agent(gateway).log() + ":\n" + agent(gateway).logTail();
    }

    /** Compares the ledgers as they are now. */
    LedgerComparison compareLedgers() throws IOException, InterruptedException {
        return LedgerComparison.of(
                agent(Gateway.ALICE).copyState(), agent(Gateway.BOB).copyState());
    }

    /** Takes the agents' protection off by their own command. */
    void teardown() throws LabException, InterruptedException {
        for (Gateway gateway : Gateway.values()) {
            agent(gateway).ctl("teardown").outOrThrow("qgatectl teardown on " + gateway.id());
        }
    }

    @Override
    public void close() {
        unwatch();
        network.close();
        kernel.close();
    }
}
