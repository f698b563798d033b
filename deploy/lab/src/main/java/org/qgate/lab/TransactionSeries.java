package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.DataPlane;
import org.qgate.lab.gateways.FleetClient;
import org.qgate.lab.gateways.FleetRun;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.kernel.LabException;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/**
 * Changes of the link between the hosts by {@code qgate-fleet} over both gateways' WBEM servers, with and without faults in the
 * middle, while the hosts ping one another and a capture takes all that passes between the gateways.
 *
 * <p>A second link between the gateways is there all the time: an engine serves only addresses that it was started for.
 */
final class TransactionSeries implements AutoCloseable {
    /** Both ends must be alike this long after the gateways can speak again. */
    static final Duration ALIKE_LIMIT = Duration.ofSeconds(5);

    static final LinkEnd.Setting FIRST = new LinkEnd.Setting("aes-gcm-256", 100, 1);
    static final LinkEnd.Setting SECOND = new LinkEnd.Setting("aes-gcm-128", 200, 2);

    private static final long KEY_RATE = 50_000;
    private static final Duration PING_INTERVAL = Duration.ofMillis(20);
    private static final long PINGS_MAX = 50 * 3600;
    private static final String LIMITS = " --time-limit 8s";
    private static final String CONFIRM_LIMIT = " --confirm-within 4s";
    static final Duration CLIENT_TIMEOUT = Duration.ofSeconds(90);
    /** Longer than allowed, so that what takes too long is measured. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);
    private static final Duration LAST_ANSWER = Duration.ofMillis(500);
    private static final int FIRST_PINGS = 10;
    private static final int ATTEMPTS_MAX = 3;

    private final Bench bench;
    private final FleetClient fleet;
    private final Consumer<String> out;
    private Optional<PingStream> pings = Optional.empty();
    private int begunAgain;

    private TransactionSeries(Bench bench, FleetClient fleet, Consumer<String> out) {
        this.bench = bench;
        this.fleet = fleet;
        this.out = out;
    }

    /** Two gateways with the link between them up; a capture has begun. */
    static TransactionSeries open(Path folder, Consumer<String> out) throws IOException, InterruptedException {
        Bench bench = Bench.open(
                folder,
                new LinkSettings(Duration.ofMillis(FIRST.periodMillis()), KEY_RATE, "", DataPlane.ENGINE, 2, ""));
        try {
            bench.startAgents();
            bench.watch();
            FleetClient fleet = bench.startFleet();
            bench.awaitLinkUp();
            bench.unwatch();
            TransactionSeries series = new TransactionSeries(bench, fleet, out);
            series.awaitWorking(System.nanoTime());
            series.awaitFleet();
            bench.network().startCapture("wire");
            bench.network().sendCanary();
            return series;
        } catch (IOException | InterruptedException | RuntimeException e) {
            bench.close();
            throw e;
        }
    }

    /** A server that has just started takes long for its first answers. */
    private void awaitFleet() throws IOException, InterruptedException {
        long end = System.nanoTime() + CLIENT_TIMEOUT.toNanos();
        FleetRun look = fleet.start("gateways");
        while (look.await(CLIENT_TIMEOUT) != 0) {
            if (System.nanoTime() > end) {
                throw new LabException("qgate-fleet reaches no gateway; it said:\n" + look.text());
            }
            look = fleet.start("gateways");
        }
    }

    Bench bench() {
        return bench;
    }

    /** Runs cases one after the other. */
    List<TransactionResult> run(List<TransactionCase> cases) throws IOException, InterruptedException {
        List<TransactionResult> results = new ArrayList<>();
        for (TransactionCase one : cases) {
            TransactionResult result = attempt(one);
            results.add(result);
            out.accept(String.format(
                    Locale.ROOT,
                    "%s: as %s after %d ms, at work after %d ms, client %d, %d of %d pings lost",
                    one.title(),
                    result.changed() ? "wanted" : "before",
                    result.alikeMillis(),
                    result.workingMillis(),
                    result.exitCode(),
                    result.pings().lost(),
                    result.pings().sent()));
        }
        return results;
    }

    /** Begins a case again if its fault could not be placed. */
    private TransactionResult attempt(TransactionCase one) throws IOException, InterruptedException {
        for (int attempt = 1; true; attempt++) {
            try {
                return run(one);
            } catch (FaultNotPlacedException e) {
                if (attempt == ATTEMPTS_MAX) {
                    throw e;
                }
                begunAgain++;
                out.accept(
                        one.title() + ": begins again, for the client failed before the fault came: " + e.getMessage());
                awaitWorking(awaitAlike(System.nanoTime()));
            }
        }
    }

    private TransactionResult run(TransactionCase one) throws IOException, InterruptedException {
        Optional<LinkEnd.Setting> before = prepare(one.operation());
        Optional<LinkEnd.Setting> wanted = wanted(one.operation(), before);
        int pingsBefore = lastPing();
        FleetRun client = start(wanted);
        try {
            place(one, client);
            long canSpeak = one.fault().happen(bench, client, one.victim());
            long alike = awaitAlike(canSpeak);
            long working = awaitWorking(alike);
            int exitCode = client.await(CLIENT_TIMEOUT);
            Optional<LinkEnd.Setting> after = setting();
            requireOutcome(client, exitCode, after, before, wanted);
            return new TransactionResult(
                    one,
                    after.equals(wanted),
                    millis(alike - canSpeak),
                    millis(working - canSpeak),
                    exitCode,
                    since(pingsBefore));
        } catch (FaultNotPlacedException e) {
            throw e;
        } catch (LabException e) {
            throw new LabException(one.title() + ": " + e.getMessage() + "\nThe client said:\n" + client.text(), e);
        }
    }

    private static void place(TransactionCase one, FleetRun client) throws LabException, InterruptedException {
        try {
            one.point().await(client);
        } catch (LabException e) {
            client.await(CLIENT_TIMEOUT);
            throw new FaultNotPlacedException(e);
        }
    }

    private static long millis(long nanos) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    /** Both ends are as before or as was wanted, and as the client says where it knows. */
    private static void requireOutcome(
            FleetRun client,
            int exitCode,
            Optional<LinkEnd.Setting> after,
            Optional<LinkEnd.Setting> before,
            Optional<LinkEnd.Setting> wanted)
            throws LabException {
        boolean known = after.equals(before) || after.equals(wanted);
        boolean asSaid = switch (exitCode) {
            case 0 -> after.equals(wanted);
            case 1 -> after.equals(before);
            default -> true;
        };
        if (!known || !asSaid) {
            throw new LabException("the client ended with " + exitCode + ", and both ends have " + after
                    + "; it said:\n" + client.text());
        }
    }

    /** Brings about what an operation begins with: packets that flow, or a link that is there, or that is not. */
    private Optional<LinkEnd.Setting> prepare(LinkOperation operation) throws IOException, InterruptedException {
        Optional<LinkEnd.Setting> now = setting();
        if (operation == LinkOperation.CREATE) {
            return now.isEmpty() ? now : change(Optional.empty());
        }
        Optional<LinkEnd.Setting> there = now.isPresent() ? now : change(Optional.of(FIRST));
        if (operation == LinkOperation.CHANGE) {
            startPings();
        } else {
            stopPings();
        }
        return there;
    }

    private static Optional<LinkEnd.Setting> wanted(LinkOperation operation, Optional<LinkEnd.Setting> before) {
        return switch (operation) {
            case CHANGE -> Optional.of(before.equals(Optional.of(FIRST)) ? SECOND : FIRST);
            case CREATE -> Optional.of(FIRST);
            case REMOVE -> Optional.empty();
        };
    }

    /** Begins to bring the link to a setting, or away. */
    private FleetRun start(Optional<LinkEnd.Setting> wanted) throws IOException {
        if (wanted.isEmpty()) {
            return fleet.start("link remove " + LinkSettings.LINK + " --ends alice,bob" + LIMITS);
        }
        LinkEnd.Setting setting = wanted.get();
        Path definition = fleet.definition(setting.suite(), setting.periodMillis(), setting.selectors(), KEY_RATE);
        return fleet.start("link apply " + definition + LIMITS + CONFIRM_LIMIT);
    }

    /**
     * Brings the link to a setting, or away, without a fault.
     *
     * @return what both ends have then: what was wanted
     */
    Optional<LinkEnd.Setting> change(Optional<LinkEnd.Setting> wanted) throws IOException, InterruptedException {
        if (wanted.isEmpty()) {
            // Its traffic is not blocked afterwards.
            stopPings();
        }
        FleetRun client = start(wanted);
        int exitCode = client.await(CLIENT_TIMEOUT);
        if (exitCode != 0) {
            throw new FaultNotPlacedException("qgate-fleet ended with " + exitCode + "; it said:\n" + client.text());
        }
        awaitWorking(awaitAlike(System.nanoTime()));
        Optional<LinkEnd.Setting> now = setting();
        if (!now.equals(wanted)) {
            throw new LabException(
                    "qgate-fleet said that it is done, and both ends have " + now + " instead of " + wanted);
        }
        return now;
    }

    /** Makes another link, or takes it away, without a fault. */
    void changeAnother(String arguments) throws IOException, InterruptedException {
        FleetRun client = fleet.start(arguments + LIMITS);
        int exitCode = client.await(CLIENT_TIMEOUT);
        if (exitCode != 0) {
            throw new LabException("qgate-fleet ended with " + exitCode + "; it said:\n" + client.text() + logs());
        }
    }

    /** What each gateway has. */
    Map<Gateway, LinkEnd> ends() throws IOException {
        Map<Gateway, LinkEnd> ends = new EnumMap<>(Gateway.class);
        for (Gateway gateway : Gateway.values()) {
            ends.put(gateway, LinkEnd.of(bench.agent(gateway)));
        }
        return ends;
    }

    private Optional<LinkEnd.Setting> setting() throws IOException {
        return Objects.requireNonNull(ends().get(Gateway.ALICE)).setting();
    }

    /** Waits until both ends have the same configuration for good; when they had, by {@link System#nanoTime}. */
    private long awaitAlike(long canSpeak) throws IOException, InterruptedException {
        return await(
                canSpeak,
                "the ends are not alike",
                ends -> ends.stream().allMatch(LinkEnd::atRest)
                        && ends.stream().map(LinkEnd::setting).distinct().count() == 1);
    }

    /** Waits until the link is at both ends as it is configured. */
    private long awaitWorking(long from) throws IOException, InterruptedException {
        return await(from, "the link does not work", ends -> ends.stream().allMatch(LinkEnd::works));
    }

    private long await(long from, String otherwise, Predicate<Collection<LinkEnd>> condition)
            throws IOException, InterruptedException {
        long end = from + PATIENCE.toNanos();
        Map<Gateway, LinkEnd> ends = ends();
        while (!condition.test(ends.values())) {
            if (System.nanoTime() > end) {
                throw new LabException(otherwise + ": " + ends + logs());
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_INTERVAL.toNanos());
            ends = ends();
        }
        return System.nanoTime();
    }

    private String logs() {
        StringBuilder text = new StringBuilder();
        for (Gateway gateway : Gateway.values()) {
            text.append("\nEnd of ").append(bench.agent(gateway).log()).append(":\n");
            text.append(bench.agent(gateway).logTail());
        }
        return text.toString();
    }

    /** Begins to ping from host to host, and waits until pings are answered. */
    void startPings() throws LabException, InterruptedException {
        if (pings.isPresent()) {
            awaitAnswers(soFar().received() + FIRST_PINGS);
            return;
        }
        pings = Optional.of(bench.network().ping(Net.REKEYING, PING_INTERVAL, PINGS_MAX));
        awaitAnswers(FIRST_PINGS);
    }

    private void awaitAnswers(long count) throws LabException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (soFar().received() < count) {
            if (System.nanoTime() > end) {
                throw new LabException("the link is up at both ends, and pings are not answered: " + soFar() + logs());
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_INTERVAL.toNanos());
        }
    }

    private void stopPings() {
        pings.ifPresent(PingStream::stop);
        pings = Optional.empty();
    }

    private PingCount soFar() {
        return pings.map(PingStream::soFar).orElse(new PingCount(0, 0));
    }

    /** The number of the last ping so far, 0 without pings. */
    int lastPing() {
        return pings.map(PingStream::last).orElse(0);
    }

    /** Pings after the one of that number, up to now. Each of them has the time to be answered; later ones do not count. */
    PingCount since(int ping) throws InterruptedException {
        int now = lastPing();
        TimeUnit.NANOSECONDS.sleep(LAST_ANSWER.toNanos());
        return pings.map(stream -> stream.between(ping, now)).orElse(new PingCount(0, 0));
    }

    /** Ends pings and capture, and sums up. */
    TransactionReport report(List<TransactionResult> results, String command) throws IOException, InterruptedException {
        stopPings();
        Capture capture = bench.network().stopCapture("wire");
        WireReport wire = WireReport.of(capture.pcap(), bench.network().wirePlan(), TimeWindow.ALWAYS);
        if (wire.canaries() != 1 || wire.fromA().packets() == 0 || wire.fromB().packets() == 0) {
            throw new LabException("the capture shows " + wire.canaries() + " canaries instead of 1, "
                    + wire.fromA().packets() + " and " + wire.fromB().packets() + " packets of ESP");
        }
        if (wire.plaintextPackets() > 0) {
            out.accept(wire.plaintextText());
        }
        return new TransactionReport(
                command,
                bench.kernel().release(),
                results,
                begunAgain,
                wire.plaintextPackets(),
                capture.drops(),
                bench.compareLedgers().bitsUsedTwice());
    }

    @Override
    public void close() {
        stopPings();
        bench.close();
    }
}
