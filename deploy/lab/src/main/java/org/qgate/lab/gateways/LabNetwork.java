package org.qgate.lab.gateways;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.CommandResult;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.Job;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.wire.Prefix;
import org.qgate.lab.wire.WirePlan;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The network of {@code deploy/lab/lab.sh} in a kernel: a method for each of its functions. Closing removes it. */
public final class LabNetwork implements AutoCloseable {
    /** For what takes milliseconds on an idle machine. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final JsonMapper JSON = new JsonMapper();

    private static final int CANARY_PORT = 9999;
    private static final String CANARY_TEXT = "QGATE-CANARY";

    private final IpsecKernel kernel;
    private final Checkout checkout;
    private final String prefix;

    LabNetwork(IpsecKernel kernel, Checkout checkout, String prefix) {
        this.kernel = kernel;
        this.checkout = checkout;
        this.prefix = prefix;
    }

    /** Makes it. Several may stand side by side in one kernel; the instruments are compiled if they are not yet. */
    public static LabNetwork up(IpsecKernel kernel, Checkout checkout) throws LabException, InterruptedException {
        Instruments.build(checkout);
        String prefix = "qg" + Long.toString(System.nanoTime() & 0xFFFFFF, 36) + "-";
        LabNetwork network = new LabNetwork(kernel, checkout, prefix);
        try {
            network.call("lab_up");
        } catch (LabException | InterruptedException e) {
            network.close();
            throw e;
        }
        return network;
    }

    /** The kernel that it is in. */
    public IpsecKernel kernel() {
        return kernel;
    }

    /** Folder, inside the kernel, of logs and sockets. */
    public String runFolder() {
        return "/run/qgate-lab/" + prefix;
    }

    /** What a capture between the gateways may show. */
    public WirePlan wirePlan() {
        List<Prefix> inner =
                Stream.of("10.1.0.0/16", "10.2.0.0/16").map(Prefix::of).toList();
        return new WirePlan(
                Gateway.ALICE.outerAddress(),
                Gateway.BOB.outerAddress(),
                inner,
                Set.of(AgentFiles.CONTROL_PORT, AgentFiles.HELLO_PORT),
                CANARY_PORT,
                CANARY_TEXT);
    }

    /** Calls a function of {@code lab.sh} and gives back its output. */
    public String call(String function) throws LabException, InterruptedException {
        return call(function, PATIENCE);
    }

    /** Calls a function of {@code lab.sh} that may take longer than usual. */
    public String call(String function, Duration timeout) throws LabException, InterruptedException {
        return kernel.run(script(function), timeout).outOrThrow(function);
    }

    /** Calls a function of {@code lab.sh}, whatever its exit code. */
    public CommandResult run(String function) throws LabException, InterruptedException {
        return kernel.run(script(function), PATIENCE);
    }

    /** Runs one TCP stream from host to host and gives what the receiver got of it, Mbit/s. {@code lab_sink_start} comes first. */
    public double throughputMbps(Net net, int seconds) throws LabException, InterruptedException {
        String text = call("lab_throughput " + net.octet() + " " + seconds);
        JsonNode bits = JSON.readTree(text).at("/end/sum_received/bits_per_second");
        if (!bits.isNumber()) {
            throw new LabException("iperf3 measured nothing for " + net + ": " + text);
        }
        return bits.asDouble() / 1e6;
    }

    /** Runs a command in a namespace, whatever its exit code. */
    public CommandResult exec(String role, String command) throws LabException, InterruptedException {
        return run("lab_exec " + role + " " + command);
    }

    /** Runs a command in a namespace and hands over its lines of output as they come. */
    public Job stream(String role, String command, Consumer<String> onLine) throws LabException {
        return kernel.stream(script("lab_exec " + role + " " + command), onLine);
    }

    private String script(String command) {
        return "export LAB_PREFIX=" + prefix + " LAB_RUN=" + runFolder() + "\n. " + checkout.lab() + "/lab.sh\n"
                + command;
    }

    /** Impairs the path; {@code netem} as in tc-netem(8), for example {@code delay 20ms loss 5%}. */
    public void impair(Direction direction, String netem) throws LabException, InterruptedException {
        call("lab_impair " + direction.word() + " " + netem);
    }

    /** Nothing passes any more. */
    public void cut(Direction direction) throws LabException, InterruptedException {
        call("lab_cut " + direction.word());
    }

    /** The agents' messages do not pass any more; everything else does. */
    public void muteControl(Direction direction) throws LabException, InterruptedException {
        call("lab_mute " + direction.word() + " " + AgentFiles.CONTROL_PORT);
    }

    /** Takes all impairments away. */
    public void heal() throws LabException, InterruptedException {
        call("lab_heal");
    }

    /** Starts to capture every packet between the gateways as it was sent, before any impairment. */
    public void startCapture(String name) throws LabException, InterruptedException {
        call("lab_capture_start " + name);
    }

    /** Starts to capture at a device of a namespace. */
    public void startCapture(String name, String role, String device) throws LabException, InterruptedException {
        call("lab_capture_start " + name + " " + role + " " + device);
    }

    /** Ends a capture. */
    public Capture stopCapture(String name) throws IOException, InterruptedException {
        call("lab_capture_stop " + name + " " + kernel.folder());
        return Capture.of(kernel.folder(), name);
    }

    /** Sends the clear packet that each capture must show. */
    public void sendCanary() throws LabException, InterruptedException {
        call("lab_canary");
    }

    /** Starts pings from host to host. */
    public PingStream ping(Net net, Duration interval, long count) throws LabException {
        return PingStream.start(this, net, interval, count);
    }

    /** Starts UDP echoes from host to host that put a packet on the wire each way every 5 ms. */
    public void startProbe(Net net, Duration duration) throws LabException, InterruptedException {
        call("lab_probe_start " + duration.toMillis() / 5 + " " + net.octet());
    }

    /** Waits for the last of these echoes. */
    public PingCount awaitProbe(Duration timeout) throws LabException, InterruptedException {
        return PingCount.parse(call("lab_probe_wait " + timeout.toSeconds(), timeout.plus(PATIENCE)));
    }

    /** The kernel's error counters of a gateway. */
    public Map<String, Long> xfrmErrors(Gateway gateway) throws LabException, InterruptedException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (String line : call("lab_xfrm_stat " + gateway.role()).lines().toList()) {
            String[] words = line.strip().split(" ", 2);
            counters.put(words[0], Long.parseLong(words[1]));
        }
        return counters;
    }

    /** Takes it down, also if this thread was interrupted, or is meanwhile: nobody would do it afterwards. */
    @Override
    public void close() {
        boolean interrupted = Thread.interrupted();
        if (!takeDown()) {
            interrupted = true;
            takeDown();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** False if it was interrupted. */
    private boolean takeDown() {
        try {
            call("lab_down");
        } catch (InterruptedException e) {
            return false;
        } catch (LabException e) {
            if (Thread.interrupted()) {
                return false;
            }
            // The kernel is gone, and the network with it; on the host, `lab down` says what is left.
            System.err.println("lab: the network " + prefix + " was not taken down: " + e.getMessage());
        }
        return true;
    }
}
