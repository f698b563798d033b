package org.qgate.lab.rivals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.HostKernel;
import org.qgate.lab.kernel.LabException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All rivals, standing side by side on the host; a method for each function of {@code rivals.sh}. Closing removes them. */
public final class RivalNetwork implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = new JsonMapper();

    private final HostKernel host;
    private final Checkout checkout;

    private RivalNetwork(HostKernel host, Checkout checkout) {
        this.host = host;
        this.checkout = checkout;
    }

    /**
     * Starts them. The engines have no keys yet.
     *
     * @param folder for configurations, logs, and the PF_KEY sockets of the engines
     */
    public static RivalNetwork up(Path folder, List<Rival> rivals) throws IOException, InterruptedException {
        RivalNetwork network = new RivalNetwork(HostKernel.in(folder), Checkout.find());
        try {
            String words = rivals.stream().map(Rival::word).collect(Collectors.joining(" "));
            network.call("rivals_up " + words, START_TIMEOUT);
            return network;
        } catch (IOException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    /** The PF_KEY socket of the engine on side {@code a} or {@code b}. */
    public Path pfKeySocket(String side) {
        return run().resolve(side + ".pfkey");
    }

    /** Waits until packets come through and the receiver listens. */
    public void awaitReady(Rival rival) throws LabException, InterruptedException {
        call("rivals_ready " + rival.word(), PATIENCE);
    }

    /** One TCP stream; what was received, in Mbit/s. */
    public double tcpMegabitsPerSecond(Rival rival, int seconds) throws LabException, InterruptedException {
        String text = call("rival_tcp " + rival.word() + " " + seconds, PATIENCE.plusSeconds(seconds));
        return RivalResult.tcpMegabitsPerSecond(parse(rival, text));
    }

    /** Processor time that the programs of both its gateways have used so far. */
    public Duration cpuTime(Rival rival) throws LabException, InterruptedException {
        String text = call("rival_cpu " + rival.word(), PATIENCE);
        try {
            return Duration.ofNanos(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new LabException("not a processor time of " + rival.title() + ": " + text, e);
        }
    }

    /** Packets of one length as fast as one sender can. */
    public FloodResult flood(Rival rival, int bytes, int seconds) throws LabException, InterruptedException {
        String text = call("rival_udp " + rival.word() + " " + bytes + " " + seconds, PATIENCE.plusSeconds(seconds));
        return RivalResult.flood(text);
    }

    private static JsonNode parse(Rival rival, String text) throws LabException {
        try {
            return JSON.readTree(text);
        } catch (tools.jackson.core.JacksonException e) {
            throw new LabException("iperf3 through " + rival.title() + " gave no JSON: " + text, e);
        }
    }

    private Path run() {
        return host.folder().resolve("rivals");
    }

    private String call(String function, Duration timeout) throws LabException, InterruptedException {
        String script = "export RIVALS_RUN=" + run() + "\n. " + checkout.lab() + "/rivals.sh\n" + function;
        return host.run(script, timeout).outOrThrow(function);
    }

    @Override
    public void close() {
        try {
            call("rivals_down", PATIENCE);
        } catch (LabException e) {
            System.err.println("rivals: not all was taken down: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            host.close();
        }
    }
}
