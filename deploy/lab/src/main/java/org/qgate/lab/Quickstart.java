package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.qgate.lab.gateways.Direction;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LedgerComparison;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.ManagementServer;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingStream;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One run from boot to summary. */
final class Quickstart {
    private static final int STREAM_SECONDS = 2;
    private static final List<Net> KINDS = List.of(Net.REKEYING, Net.STATIC_SA, Net.PLAIN);

    private static final Duration KEEP_PING_INTERVAL = Duration.ofMillis(100);

    /** A year of them. */
    private static final long KEEP_PINGS_MAX = 10L * 60 * 60 * 24 * 365;

    private static final long TICK_MILLIS = 250;
    private static final int TICKS_PER_ROW = 4;

    private final QuickstartOptions options;
    private final Path folder;
    private final PrintStream out;

    /**
     * A run that has not begun.
     *
     * @param folder for scripts, logs, captures and the agents' state
     */
    Quickstart(QuickstartOptions options, Path folder, PrintStream out) {
        this.options = options;
        this.folder = folder;
        this.out = out;
    }

    /** Runs it, prints the summary and writes the result where that was asked for. */
    QuickstartReport run() throws IOException, InterruptedException {
        LinkSettings settings = new LinkSettings(options.period(), options.keyRateBitsPerSecond(), options.dataPlane())
                .over(options.transport());
        announce(settings);
        try (Bench bench = Bench.open(folder, settings)) {
            out.printf(
                    "Kernel: %s, Linux %s. Files of this run: %s%n",
                    bench.kernel().name(), bench.kernel().release(), folder);
            bench.startAgents();
            if (bench.isOnHost()) {
                bench.startServers();
            }
            bench.watch();
            bench.awaitLinkUp();
            bench.awaitServers();
            String dataPlane = bench.agent(Gateway.ALICE).dataPlane();
            out.println("The link is up. Data plane: " + dataPlane + ".");
            impair(bench);
            QuickstartReport report = measure(bench, dataPlane);
            new Summary(out).print(report);
            printServers(bench);
            writeJson(report);
            if (options.keep()) {
                keepUntilInterrupted(bench, dataPlane);
            }
            bench.teardown();
            return report;
        }
    }

    private void impair(Bench bench) throws IOException, InterruptedException {
        if (!options.netem().isEmpty()) {
            bench.network().impair(Direction.BOTH, options.netem());
            out.println("The path is impaired both ways: " + options.netem());
        }
    }

    private void announce(LinkSettings settings) {
        out.printf(
                Locale.ROOT,
                "Two gateways with a host behind each; new keys every %d ms in both directions, from a simulated key source%n"
                        + "(not for production) of %.1f kbit/s. %s takes %d key bits a key: that rate sustains %.2f ms.%n",
                settings.period().toMillis(),
                settings.keyRateBitsPerSecond() / 1e3,
                settings.suite(),
                settings.keyBits(),
                settings.sustainedPeriodMillis());
        if (settings.sustainedPeriodMillis() > settings.period().toMillis()) {
            out.println("The key rate is too low for this period: the agents will stretch it.");
        }
    }

    private QuickstartReport measure(Bench bench, String dataPlane) throws IOException, InterruptedException {
        XfrmErrors before = XfrmErrors.now(bench.network());
        TimingRun.Result timing = new TimingRun(bench, new LiveTable(out)).run(options.duration());
        bench.network().heal();
        QuickstartReport.Throughput throughput = throughput(bench, dataPlane);
        Map<String, Long> errors = XfrmErrors.now(bench.network()).since(before);
        LedgerComparison ledgers = bench.compareLedgers();
        if (!bench.isOnHost()) {
            // One processor has it all to do: the servers' start would cost what was measured before.
            out.println("Starts a WBEM server for each gateway in the lab kernel ...");
            bench.startServersInLabKernel();
        }
        return new QuickstartReport(
                dataPlane,
                bench.kernel().name(),
                options.period().toNanos() / 1e6,
                QuickstartReport.round(timing.from(Gateway.ALICE).seconds()),
                Arrays.stream(Gateway.values())
                        .map(sender -> QuickstartReport.DirectionEntry.of(sender, timing.from(sender)))
                        .toList(),
                QuickstartReport.Loss.of(timing.pings()),
                throughput,
                errors,
                timing.wire().plaintextPackets(),
                new QuickstartReport.Keys(ledgers.bitsDrawn(), ledgers.bitsUsedTwice()),
                servers(bench),
                timing.wire().canaries(),
                timing.captureDrops(),
                QuickstartReport.Loss.of(timing.probes()));
    }

    private static List<QuickstartReport.Wbem> servers(Bench bench) throws IOException, InterruptedException {
        List<QuickstartReport.Wbem> servers = new ArrayList<>();
        for (Map.Entry<Gateway, ManagementServer> one : new TreeMap<>(bench.servers()).entrySet()) {
            ManagementServer server = one.getValue();
            servers.add(new QuickstartReport.Wbem(
                    one.getKey().id(),
                    server.url(),
                    ManagementServer.NAMESPACE,
                    ManagementServer.USER,
                    server.password(),
                    server.countInstances()));
        }
        return servers;
    }

    private void printServers(Bench bench) {
        // A lab kernel's loopback is its own: the client runs in there too.
        String inside = bench.isOnHost() ? "" : "deploy/lab/look " + folder + " exec - ";
        new TreeMap<>(bench.servers())
                .forEach((gateway, server) -> out.printf(
                        "WBEM server of %s (as long as the quickstart runs; --keep):%n  %s%s%n",
                        gateway.id(), inside, server.commandLine("QGATE_Link")));
    }

    private QuickstartReport.Throughput throughput(Bench bench, String dataPlane)
            throws IOException, InterruptedException {
        out.printf(
                "Throughput: %d rounds of %d s each for rekeying, a static SA, and no protection ...%n",
                options.throughputRounds(), STREAM_SECONDS);
        if (!options.keep()) {
            bench.unwatch();
        }
        ThroughputRun run = new ThroughputRun(bench, KINDS, STREAM_SECONDS, dataPlane.equals("xfrm"));
        for (int round = 0; round < options.throughputRounds(); round++) {
            run.round();
        }
        return new QuickstartReport.Throughput(
                QuickstartReport.round(Statistics.median(run.megabitsPerSecond(Net.REKEYING))),
                QuickstartReport.round(Statistics.median(run.megabitsPerSecond(Net.STATIC_SA))),
                QuickstartReport.round(Statistics.median(run.megabitsPerSecond(Net.PLAIN))));
    }

    private void writeJson(QuickstartReport report) throws IOException {
        Optional<Path> file = options.json();
        if (file.isPresent()) {
            JsonMapper mapper = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();
            writePrivately(file.get(), mapper.writeValueAsString(report) + "\n");
            out.println("Written: " + file.get());
        }
    }

    /** The passwords in it are worth little, but they are nobody else's. What is no file, for example a pipe, is written to as it is. */
    private static void writePrivately(Path file, String text) throws IOException {
        if (Files.isRegularFile(file)) {
            Files.delete(file);
        }
        if (Files.notExists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    private void keepUntilInterrupted(Bench bench, String dataPlane) throws IOException {
        try {
            keep(bench, dataPlane);
        } catch (InterruptedException e) {
            // What was waited for.
            out.println("Taking all down ...");
        }
    }

    private void keep(Bench bench, String dataPlane) throws IOException, InterruptedException {
        out.printf(
                "Staying up until interrupted (Ctrl-C). To look inside from another terminal:%n"
                        + "  deploy/lab/look %s exec gwA %s%n",
                folder, dataPlane.equals("engine") ? "ip -s link show qg0" : "ip -s xfrm state list nokeys");
        impair(bench);
        Requests requests = Requests.in(folder, bench.network());
        LiveTable table = new LiveTable(out);
        table.begin(Map.of(
                Gateway.ALICE, bench.watch(Gateway.ALICE).last().orElseThrow(),
                Gateway.BOB, bench.watch(Gateway.BOB).last().orElseThrow()));
        PingStream pings = bench.network().ping(Net.REKEYING, KEEP_PING_INTERVAL, KEEP_PINGS_MAX);
        for (int tick = 1; true; tick++) {
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
            requests.serve();
            if (tick % TICKS_PER_ROW == 0) {
                table.row(
                        bench.watch(Gateway.ALICE).last(),
                        bench.watch(Gateway.BOB).last(),
                        pings.soFar());
            }
        }
    }
}
