package org.qgate.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.kernel.LabException;

/** How many keys a second two agents, strongSwan and a bare loop can change, in one kernel and in turns of one run. */
final class RekeyRate {
    private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(30);

    /** The keys ahead were drawn for the period before. */
    private static final Duration SETTLE = Duration.ofSeconds(5);

    /** JVMs compile what runs often. */
    private static final Duration WARM_UP = Duration.ofSeconds(40);

    private static final Duration PING_INTERVAL = Duration.ofMillis(20);
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final Pattern REPLACER = Pattern.compile("(\\d+) generations in ([0-9.]+) s");

    private final List<Long> periodsMillis;
    private final int seconds;
    private final int rounds;
    private final LinkSettings settings;
    private final PrintStream out;

    RekeyRate(LinkSettings settings, List<Long> periodsMillis, int rounds, int seconds, PrintStream out) {
        this.settings = settings;
        this.periodsMillis = List.copyOf(periodsMillis);
        this.rounds = rounds;
        this.seconds = seconds;
        this.out = out;
    }

    RekeyRateReport run(Path folder, String command) throws IOException, InterruptedException {
        try (Bench bench = Bench.open(folder, settings)) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            bench.network().call("lab_policies " + Net.BARE_REPLACER.octet() + " 102");
            bench.network().call("lab_charons_start 3", LOOK_TIMEOUT);
            TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
            List<RekeyRateReport.Turn> turns = new ArrayList<>();
            for (int round = 1; round <= rounds; round++) {
                for (long period : periodsMillis) {
                    turns.add(agents(bench, period));
                }
                bench.setPeriod(settings.period().toMillis());
                bench.pauseAgents();
                turns.add(strongSwan(bench));
                turns.add(bareLoop(bench));
                bench.resumeAgents();
                turns.subList(turns.size() - periodsMillis.size() - 2, turns.size())
                        .forEach(turn -> out.printf(
                                Locale.ROOT, "%s: %.1f key changes a second%n", turn.what(), turn.changesPerSecond()));
            }
            RekeyRateReport report = new RekeyRateReport(command, bench.kernel().release(), rounds, seconds, turns);
            bench.network().call("lab_charons_stop");
            bench.teardown();
            return report;
        }
    }

    private RekeyRateReport.Turn agents(Bench bench, long periodMillis) throws LabException, InterruptedException {
        bench.setPeriod(periodMillis);
        TimeUnit.NANOSECONDS.sleep(SETTLE.toNanos());
        PingStream pings = bench.network()
                .ping(Net.REKEYING, PING_INTERVAL, Duration.ofSeconds(seconds).toMillis() / PING_INTERVAL.toMillis());
        ChangeRate rate = ChangeRate.over(seconds, bench);
        PingCount count = pings.await();
        return new RekeyRateReport.Turn(
                "agents, " + periodMillis + " ms", rate.changesPerSecond(), rate.missedPercent(), count.lost());
    }

    /** Each rekeying replaces the SAs of both directions. */
    private RekeyRateReport.Turn strongSwan(Bench bench) throws LabException, InterruptedException {
        String[] words = bench.network()
                .call(
                        "lab_charons_rekey " + seconds,
                        Duration.ofSeconds(seconds).plus(SLACK))
                .strip()
                .split(" ", 2);
        return new RekeyRateReport.Turn(
                "strongSwan, CHILD_SA", 2 * Long.parseLong(words[0]) * 1e3 / Long.parseLong(words[1]), 0, 0);
    }

    private RekeyRateReport.Turn bareLoop(Bench bench) throws LabException, InterruptedException {
        bench.network().call("lab_replacer_start 1 " + seconds);
        String text = bench.network()
                .call(
                        "lab_replacer_wait " + (seconds + SLACK.toSeconds()),
                        Duration.ofSeconds(seconds).plus(SLACK));
        Matcher matcher = REPLACER.matcher(text);
        if (!matcher.find()) {
            throw new LabException("The bare replacer printed no count: " + text);
        }
        return new RekeyRateReport.Turn(
                "bare loop in C", 2 * Long.parseLong(matcher.group(1)) / Double.parseDouble(matcher.group(2)), 0, 0);
    }
}
