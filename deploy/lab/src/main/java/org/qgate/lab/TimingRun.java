package org.qgate.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.AgentWatch;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.wire.DirectionReport;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/**
 * The part of a run in which key changes are timed: light traffic, a packet each way every 5 ms, and a capture between the
 * gateways. The agents' counters are compared over the same window of time as the capture is read: between two looks at each
 * agent.
 */
final class TimingRun {
    private static final Duration PING_INTERVAL = Duration.ofMillis(100);
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(30);

    /** From the link's start: JVMs compile what runs often, and load what they need for the first time. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** Traffic runs this much longer than the window. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final Bench bench;
    private final LiveTable table;

    TimingRun(Bench bench, LiveTable table) {
        this.bench = bench;
        this.table = table;
    }

    /**
     * What came of it.
     *
     * @param directions by sender
     * @param wire the capture over all of its time
     * @param captureDrops packets that the capture missed
     */
    record Result(
            Map<Gateway, DirectionResult> directions,
            PingCount pings,
            PingCount probes,
            WireReport wire,
            long captureDrops) {
        Result {
            directions = Map.copyOf(directions);
        }

        DirectionResult from(Gateway sender) {
            return Objects.requireNonNull(directions.get(sender));
        }
    }

    /**
     * One direction over its window.
     *
     * @param before its sender's state when the window began
     * @param after its sender's state when the window ended
     * @param wire the capture within the window
     */
    record DirectionResult(AgentWatch.Look before, AgentWatch.Look after, DirectionReport wire) {
        double seconds() {
            return (after.timeNanos() - before.timeNanos()) / 1e9;
        }

        long keyChanges() {
            return after.link().outbound().keyChanges()
                    - before.link().outbound().keyChanges();
        }

        long deadlinesMissed() {
            return after.link().outbound().deadlinesMissed()
                    - before.link().outbound().deadlinesMissed();
        }

        long resets() {
            return after.link().resets() - before.link().resets();
        }
    }

    Result run(Duration duration) throws IOException, InterruptedException {
        LabNetwork network = bench.network();
        Duration traffic = SETTLE.plus(duration).plus(MARGIN);
        network.startCapture("wire");
        network.sendCanary();
        network.startProbe(Net.REKEYING, traffic);
        PingStream pings = network.ping(Net.REKEYING, PING_INTERVAL, traffic.toMillis() / PING_INTERVAL.toMillis());
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        Map<Gateway, AgentWatch.Look> before = looks();
        follow(before, pings, duration);
        Map<Gateway, AgentWatch.Look> after = looks();
        PingCount pinged = pings.await();
        PingCount probed = network.awaitProbe(traffic.plus(LOOK_TIMEOUT));
        Capture capture = network.stopCapture("wire");

        Map<Gateway, DirectionResult> directions = new EnumMap<>(Gateway.class);
        for (Gateway sender : Gateway.values()) {
            AgentWatch.Look first = Objects.requireNonNull(before.get(sender));
            AgentWatch.Look last = Objects.requireNonNull(after.get(sender));
            WireReport within = WireReport.of(
                    capture.pcap(), network.wirePlan(), new TimeWindow(first.timeNanos(), last.timeNanos()));
            directions.put(
                    sender,
                    new DirectionResult(first, last, sender == Gateway.ALICE ? within.fromA() : within.fromB()));
        }
        WireReport whole = WireReport.of(capture.pcap(), network.wirePlan(), TimeWindow.ALWAYS);
        return new Result(directions, pinged, probed, whole, capture.drops());
    }

    private Map<Gateway, AgentWatch.Look> looks() throws LabException, InterruptedException {
        Map<Gateway, AgentWatch.Look> looks = new EnumMap<>(Gateway.class);
        for (Gateway gateway : Gateway.values()) {
            looks.put(gateway, bench.watch(gateway).next(LOOK_TIMEOUT));
        }
        return looks;
    }

    private void follow(Map<Gateway, AgentWatch.Look> start, PingStream pings, Duration duration)
            throws InterruptedException {
        table.begin(start);
        // The look that ends the window comes up to a second after the wait.
        long end = System.nanoTime() + duration.minusMillis(500).toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(Math.min(Duration.ofSeconds(1).toNanos(), Math.max(1, end - System.nanoTime())));
            table.row(
                    bench.watch(Gateway.ALICE).last(), bench.watch(Gateway.BOB).last(), pings.soFar());
        }
    }
}
