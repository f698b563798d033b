package org.qgate.lab.gateways;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.qgate.lab.kernel.Checkout;

/** {@code qgate-fleet} in the namespace wan, which a cable of its own joins to each gateway. */
public final class FleetClient {
    /** Longest wait for a connection or an answer. Short, so that a pulled cable is noticed while it is out. */
    private static final String CALL_TIMEOUT = "3s";

    private static final String EMPTY_OF_ALICE = "10.1.200.0/24";
    private static final String EMPTY_OF_BOB = "10.2.200.0/24";

    private final LabNetwork network;
    private final Path program;
    private final Path inventory;

    private FleetClient(LabNetwork network, Path program, Path inventory) {
        this.network = network;
        this.program = program;
        this.inventory = inventory;
    }

    /** Writes its inventory: the servers, whose certificates are believed by their fingerprints. */
    public static FleetClient of(LabNetwork network, Checkout checkout, Map<Gateway, ManagementServer> servers)
            throws IOException {
        StringBuilder gateways = new StringBuilder();
        for (Map.Entry<Gateway, ManagementServer> entry : servers.entrySet()) {
            ManagementServer server = entry.getValue();
            gateways.append(String.format(
                    "    %s { url = \"%s\", certificate-fingerprint = \"%s\", password-file = \"%s\" }%n",
                    entry.getKey().id(), server.url(), server.fingerprint(), server.passwordFile()));
        }
        Path inventory = network.kernel().folder().resolve("fleet.conf");
        Files.writeString(inventory, """
                # Written by the lab for one run.
                fleet {
                  gateway-defaults { user = %s, timeout = %s }
                  gateways {
                %s  }
                }
                """.formatted(ManagementServer.USER, CALL_TIMEOUT, gateways));
        return new FleetClient(network, checkout.program("qgate-fleet"), inventory);
    }

    private static String selector(String ofAlice, String ofBob) {
        return "{ alice = \"" + ofAlice + "\", bob = \"" + ofBob + "\" }";
    }

    /** Begins a command; does not wait for anything. */
    public FleetRun start(String arguments) throws IOException {
        return FleetRun.start(network, program + " --inventory " + inventory + " " + arguments);
    }

    /**
     * Writes the definition of the link between the hosts.
     *
     * @param suite cipher suite
     * @param periodMillis wanted time between two key changes of a direction
     * @param selectors 1: the hosts' networks; 2: another pair besides, in which there is no host
     * @param keyRateBitsPerSecond of the simulated key source
     */
    public Path definition(String suite, long periodMillis, int selectors, long keyRateBitsPerSecond)
            throws IOException {
        String pairs = selector(Gateway.ALICE.inner(), Gateway.BOB.inner())
                + (selectors == 1 ? "" : ", " + selector(EMPTY_OF_ALICE, EMPTY_OF_BOB));
        Path file = network.kernel().folder().resolve("link-" + suite + "-" + periodMillis + ".conf");
        return Files.writeString(file, """
                # Written by the lab for one run.
                link {
                  name = %s
                  addresses { alice = "%s", bob = "%s" }
                  selectors = [ %s ]
                  suite = %s
                  period = %d ms
                  control-port = %d
                  hello-port = %d
                  key-source { accept-simulated-keys = true, rate-bits-per-second = %d }
                }
                """.formatted(
                        LinkSettings.LINK,
                        Gateway.ALICE.outer(),
                        Gateway.BOB.outer(),
                        pairs,
                        suite,
                        periodMillis,
                        AgentFiles.CONTROL_PORT,
                        AgentFiles.HELLO_PORT,
                        keyRateBitsPerSecond));
    }
}
