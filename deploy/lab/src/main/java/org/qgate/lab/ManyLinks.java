package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.control.ControlReply;
import org.qgate.control.LinkState;
import org.qgate.control.LinkStatus;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.kernel.ProcessorTime;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** What the number of links does to two agents: key changes kept, processor time of each, packets of bystanders. */
final class ManyLinks {
    private static final Duration UP_TIMEOUT = Duration.ofMinutes(4);
    private static final Duration LOOK_PAUSE = Duration.ofSeconds(2);

    /** JVMs compile what runs often, and the keys ahead are to stand. */
    private static final Duration WARM_UP = Duration.ofSeconds(45);

    /** After being frozen the agents first catch up with what came meanwhile. */
    private static final Duration SETTLE = Duration.ofSeconds(3);

    private static final Duration PING_INTERVAL = Duration.ofMillis(20);

    private static final ObjectReader LINKS = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(ControlReply.class);

    private final int seconds;
    private final PrintStream out;

    ManyLinks(int seconds, PrintStream out) {
        this.seconds = seconds;
        this.out = out;
    }

    ManyLinksReport.Row run(Path folder, LinkSettings settings) throws IOException, InterruptedException {
        try (Bench bench = Bench.open(folder, settings)) {
            out.printf(
                    "%d links, %d ms: files in %s%n",
                    settings.links(), settings.period().toMillis(), folder);
            bench.startAgents();
            awaitAllUp(bench, settings.links());
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            XfrmErrors errorsBefore = XfrmErrors.now(bench.network());
            PingStream pings = bench.network()
                    .ping(
                            Net.REKEYING,
                            PING_INTERVAL,
                            Duration.ofSeconds(seconds).toMillis() / PING_INTERVAL.toMillis());
            Sum before = sum(bench);
            ProcessorTime cpuBefore = bench.kernel().processorTime();
            TimeUnit.SECONDS.sleep(seconds);
            Duration busy = bench.kernel().processorTime().since(cpuBefore);
            Sum after = sum(bench);
            PingCount count = pings.await();
            double elapsed = (after.atNanos - before.atNanos) / 1e9;
            ManyLinksReport.Row row = new ManyLinksReport.Row(
                    settings.links(),
                    settings.period().toMillis(),
                    (after.changes - before.changes) / elapsed,
                    after.missed - before.missed,
                    after.resident,
                    (busy.toNanos() / 1e9 / seconds - idleShare(bench))
                            * elapsed
                            * 1e6
                            / (after.changes - before.changes),
                    count,
                    XfrmErrors.now(bench.network()).since(errorsBefore));
            bench.teardown();
            return row;
        }
    }

    /** The share of a processor that all but the agents takes. */
    private double idleShare(Bench bench) throws LabException, InterruptedException {
        bench.pauseAgents();
        try {
            TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
            ProcessorTime before = bench.kernel().processorTime();
            TimeUnit.SECONDS.sleep(seconds);
            return bench.kernel().processorTime().since(before).toNanos() / 1e9 / seconds;
        } finally {
            bench.resumeAgents();
            TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        }
    }

    private record Sum(long changes, long missed, long resident, long atNanos) {}

    private static void awaitAllUp(Bench bench, int links) throws LabException, InterruptedException {
        long end = System.nanoTime() + UP_TIMEOUT.toNanos();
        for (Gateway gateway : Gateway.values()) {
            long up = upCount(bench, gateway);
            while (up < links) {
                if (System.nanoTime() > end) {
                    throw new LabException("Gateway " + gateway.id() + ": " + up + " of " + links
                            + " links are up after " + UP_TIMEOUT.toSeconds() + " s; its log ends:\n"
                            + bench.agent(gateway).logTail());
                }
                TimeUnit.NANOSECONDS.sleep(LOOK_PAUSE.toNanos());
                up = upCount(bench, gateway);
            }
        }
    }

    private static long upCount(Bench bench, Gateway gateway) throws LabException, InterruptedException {
        var answer = bench.agent(gateway).ctl("links --json");
        return answer.exitCode() != 0
                ? 0
                : links(answer.out()).stream()
                        .filter(link -> link.state() == LinkState.UP)
                        .count();
    }

    private static Sum sum(Bench bench) throws LabException, InterruptedException {
        long changes = 0;
        long missed = 0;
        long resident = 0;
        List<LinkStatus> all = new ArrayList<>();
        for (Gateway gateway : Gateway.values()) {
            all.addAll(links(bench.agent(gateway).ctl("links --json").outOrThrow("qgatectl links on " + gateway.id())));
        }
        for (LinkStatus link : all) {
            changes += link.outbound().keyChanges();
            missed += link.outbound().deadlinesMissed();
            resident += link.outbound().windowFill() + link.inbound().windowFill();
        }
        return new Sum(changes, missed, resident, System.nanoTime());
    }

    private static List<LinkStatus> links(String json) throws LabException {
        if (LINKS.readValue(json) instanceof ControlReply.Links reply) {
            return reply.links();
        }
        throw new LabException("qgatectl links printed something else: " + json);
    }
}
