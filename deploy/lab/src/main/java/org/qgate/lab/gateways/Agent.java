package org.qgate.lab.gateways;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.qgate.control.CommandRefusedException;
import org.qgate.control.ControlClient;
import org.qgate.control.ControlCommand;
import org.qgate.control.ControlReply;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.CommandResult;
import org.qgate.lab.kernel.LabException;
import tools.jackson.databind.json.JsonMapper;

/** The agent of one gateway in the lab. */
public final class Agent {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int LOG_LINES_SHOWN = 15;
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final LabNetwork network;
    private final Checkout checkout;
    private final AgentFiles files;

    /** The version that was started last. */
    private Checkout running;

    private Agent(LabNetwork network, Checkout checkout, AgentFiles files) {
        this.network = network;
        this.checkout = checkout;
        this.files = files;
        this.running = checkout;
    }

    /** Both gateways' agents, configured but not started. */
    public static Map<Gateway, Agent> configure(LabNetwork network, Checkout checkout, LinkSettings settings)
            throws IOException, InterruptedException {
        Path folder = network.kernel().folder();
        Map<Gateway, AgentFiles> files = AgentFiles.write(folder, network.runFolder(), settings);
        // An agent refuses secrets that are not its own user's; whose files they are on the host is another matter.
        for (String secret : AgentFiles.SECRETS) {
            network.call("install -m 600 " + folder.resolve(secret) + " " + network.runFolder() + "/" + secret);
        }
        return Map.of(
                Gateway.ALICE, new Agent(network, checkout, AgentFiles.of(files, Gateway.ALICE)),
                Gateway.BOB, new Agent(network, checkout, AgentFiles.of(files, Gateway.BOB)));
    }

    /** Whose it is. */
    public Gateway gateway() {
        return files.gateway();
    }

    /** Copies its durable state, as it is now, to where this program can read it. */
    public Path copyState() throws LabException, InterruptedException {
        Path copy = network.kernel().folder().resolve(gateway().id() + "-state");
        network.call("rm -rf " + copy + " && cp -r " + files.stateFolder() + " " + copy + " && sync " + copy + "/*");
        return copy;
    }

    /** Starts it; does not wait for anything. */
    public void start() throws LabException, InterruptedException {
        start(checkout);
    }

    /** Starts the agent of another version, with the same files; does not wait for anything. */
    public void start(Checkout version) throws LabException, InterruptedException {
        running = version;
        network.call("lab_agent_start " + gateway().letter() + " " + files.configuration() + " " + files.log() + " "
                + version.program("qgate-agent"));
    }

    /** Has what runs end without touching what packets need, and starts this version in its place; does not wait for more. */
    public void upgrade() throws LabException, InterruptedException {
        ctl("upgrade").outOrThrow("qgatectl upgrade on " + gateway().id());
        awaitEnd();
        start();
    }

    /** Kills it so that it cannot do anything any more (SIGKILL). */
    public void kill() throws LabException, InterruptedException {
        network.call("lab_stop agent" + gateway().letter() + " KILL");
    }

    /** Asks it to stop (SIGTERM) and waits until it has. */
    public void stop() throws LabException, InterruptedException {
        network.call("lab_stop agent" + gateway().letter() + " TERM");
    }

    /** Waits until it has ended by itself. */
    public void awaitEnd() throws LabException, InterruptedException {
        network.call("pid=$(lab_pid agent" + gateway().letter() + ") && lab_await 20 lab_gone $pid");
    }

    /** True while its process lives. */
    public boolean running() throws LabException, InterruptedException {
        return network.call("lab_gone $(lab_pid agent" + gateway().letter() + ") && echo gone || echo running")
                .equals("running");
    }

    /** The data plane that it has taken: {@code xfrm}, {@code pfkey} or {@code engine}. */
    public String dataPlane() throws LabException, InterruptedException {
        String status = ctl("status --json")
                .outOrThrow("qgatectl status on " + gateway().id());
        return JSON.readTree(status).path("dataPlane").asString();
    }

    /**
     * Kills the engine of its gateway so that it cannot do anything any more (SIGKILL).
     *
     * @return when the signal went out, in milliseconds since 1970 by the clock that the agent's log has
     */
    public long killEngine() throws LabException, InterruptedException {
        return Long.parseLong(
                network.call("lab_engine_kill " + gateway().letter()).strip());
    }

    /** Runs {@code qgatectl} on its socket, whatever the exit code. */
    public CommandResult ctl(String arguments) throws LabException, InterruptedException {
        return network.exec(
                gateway().role(), checkout.program("qgatectl") + " --socket " + files.socket() + " " + arguments);
    }

    /** Asks it over its control socket without a program of its own; reachable on the host's own kernel only. */
    public ControlReply ask(ControlCommand command) throws IOException {
        try (ControlClient client = ControlClient.connect(Path.of(files.socket()), ANSWER_TIMEOUT)) {
            return client.execute(command);
        } catch (CommandRefusedException e) {
            throw new LabException("the agent of " + gateway().id() + " refused " + command + ": " + e.getMessage(), e);
        }
    }

    /** A command line for the kernel that resets a link so many times, each time when the epoch before is in use. */
    public String resetLoop(String link, int times) {
        return checkout.lab() + "/reset-loop --socket " + files.socket() + " --times " + times + " " + link;
    }

    /**
     * Follows its state, one snapshot a second, from when it listens; does not wait for that. By the program of the version that was started
     * last: an older agent may not tell all that a newer program insists on.
     */
    public AgentWatch watch() throws LabException {
        return AgentWatch.start(
                network, gateway(), files.socket(), running.program("qgatectl").toString());
    }

    /** The end of its log, for a message. */
    public String logTail() {
        try {
            List<String> lines = Files.exists(files.log()) ? Files.readAllLines(files.log()) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + files.log() + " could not be read: " + e.getMessage() + ")";
        }
    }

    /** Its control socket, a path inside the kernel. */
    String socket() {
        return files.socket();
    }

    /** Its log. */
    public Path log() {
        return files.log();
    }
}
