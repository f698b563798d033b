package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.wire.LossReport;
import org.qgate.lab.wire.PacketCount;
import org.qgate.lab.wire.Prefix;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/**
 * One fault after the other, while a TCP stream and a probe every 5 ms flow between the hosts and captures at both hosts and on
 * both cables count every packet at each place that it passes.
 */
final class FaultSeries {
    private static final int HOST_A = Prefix.address("10.1.0.2");
    private static final int HOST_B = Prefix.address("10.2.0.2");

    /** Before the fault, so that it meets a link at work. */
    private static final Duration LEAD = Duration.ofSeconds(2);

    private static final Duration TRAFFIC_SLACK = Duration.ofSeconds(40);

    private final LinkSettings settings;
    private final Checkout first;
    private final Duration warmUp;
    private final PrintStream out;

    /**
     * A series.
     *
     * @param settings of the link
     * @param first the version of the agents that run until a fault starts others
     * @param warmUp before the first fault: JVMs compile what runs often
     */
    FaultSeries(LinkSettings settings, Checkout first, Duration warmUp, PrintStream out) {
        this.settings = settings;
        this.first = first;
        this.warmUp = warmUp;
        this.out = out;
    }

    FaultSeriesReport run(Path folder, List<Fault> faults, String command) throws IOException, InterruptedException {
        try (Bench bench = Bench.open(folder, settings)) {
            bench.startAgents(first);
            bench.watch();
            bench.awaitLinkUp();
            bench.network().call("lab_single_packets");
            bench.network().call("lab_sink_start");
            TimeUnit.NANOSECONDS.sleep(warmUp.toNanos());
            List<FaultResult> results = new ArrayList<>();
            for (Fault fault : faults) {
                bench.awaitLinkUp();
                FaultResult result = measure(bench, fault);
                results.add(result);
                out.printf(
                        Locale.ROOT,
                        "%s: %d packets delivered, %d not deciphered, %d not sent, %d in clear%n",
                        fault.title(),
                        result.wire().delivered(),
                        result.notDeciphered(),
                        result.notSent(),
                        result.clear());
            }
            long bitsUsedTwice = bench.compareLedgers().bitsUsedTwice();
            String release = bench.kernel().release();
            bench.teardown();
            return new FaultSeriesReport(command, release, settings.period().toMillis(), results, bitsUsedTwice);
        }
    }

    private static FaultResult measure(Bench bench, Fault fault) throws IOException, InterruptedException {
        LabNetwork network = bench.network();
        XfrmErrors before = XfrmErrors.now(network);
        network.startCapture("wire");
        network.startCapture("hostA", "hostA", "eth0");
        network.startCapture("hostB", "hostB", "eth0");
        network.startCapture("cableA", "wan", "toA");
        network.startCapture("cableB", "wan", "toB");
        network.sendCanary();
        network.startProbe(Net.REKEYING, fault.traffic());
        network.call("lab_stream_start " + Net.REKEYING.octet() + " "
                + fault.traffic().toSeconds());
        TimeUnit.NANOSECONDS.sleep(LEAD.toNanos());
        long start = System.nanoTime();
        fault.happen(bench);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (seconds > fault.traffic().minus(LEAD).toSeconds()) {
            throw new LabException(
                    String.format(Locale.ROOT, "%s: took %.0f s, longer than packets flow", fault.title(), seconds));
        }
        PingCount probes = network.awaitProbe(fault.traffic().plus(TRAFFIC_SLACK));
        network.call("lab_stream_wait " + TRAFFIC_SLACK.toSeconds(), TRAFFIC_SLACK.multipliedBy(2));
        Map<String, Capture> captures = new LinkedHashMap<>();
        for (String name : List.of("hostA", "hostB", "cableA", "cableB", "wire")) {
            captures.put(name, network.stopCapture(name));
        }
        WireReport wire = WireReport.of(pcap(captures, "wire"), network.wirePlan(), TimeWindow.ALWAYS);
        if (wire.canaries() != 1) {
            throw new LabException(fault.title() + ": the capture shows " + wire.canaries() + " canaries instead of 1");
        }
        List<AgentReturn> returns = new ArrayList<>();
        for (Gateway gateway : fault.restarts()) {
            returns.add(AgentReturn.of(Files.readString(bench.agent(gateway).log())));
        }
        return new FaultResult(
                fault,
                seconds,
                hosts(captures),
                cables(captures, network),
                probes,
                wire.fromA().spis() + wire.fromB().spis(),
                wire.plaintextPackets(),
                captures.values().stream().mapToLong(Capture::drops).sum(),
                XfrmErrors.now(network).since(before),
                returns);
    }

    private static LossReport hosts(Map<String, Capture> captures) throws IOException {
        Path a = pcap(captures, "hostA");
        Path b = pcap(captures, "hostB");
        return new LossReport(
                PacketCount.between(a, HOST_A, HOST_B) + PacketCount.between(b, HOST_B, HOST_A),
                PacketCount.between(b, HOST_A, HOST_B) + PacketCount.between(a, HOST_B, HOST_A));
    }

    private static LossReport cables(Map<String, Capture> captures, LabNetwork network) throws IOException {
        Path a = pcap(captures, "cableA");
        Path b = pcap(captures, "cableB");
        LossReport there = LossReport.between(a, b, network.wirePlan(), Gateway.ALICE.outerAddress());
        LossReport back = LossReport.between(b, a, network.wirePlan(), Gateway.BOB.outerAddress());
        return new LossReport(there.sent() + back.sent(), there.delivered() + back.delivered());
    }

    private static Path pcap(Map<String, Capture> captures, String name) {
        return Objects.requireNonNull(captures.get(name)).pcap();
    }
}
