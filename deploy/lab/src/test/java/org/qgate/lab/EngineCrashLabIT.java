package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.control.LinkState;
import org.qgate.lab.gateways.Agent;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.DataPlane;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LedgerComparison;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.wire.EspNumbers;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/** Engines and agents that die without a word while packets flow, and what a teardown leaves of an engine. */
@Tag("lab")
class EngineCrashLabIT {
    private static final Duration BACK_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration PING_INTERVAL = Duration.ofMillis(10);
    private static final long BACKGROUND_PINGS = 100 * 300;
    private static final long NOTICE_MILLIS = 100;
    private static final Pattern GONE =
            Pattern.compile("^(\\S+) ERROR EngineSupervisor: .* is gone", Pattern.MULTILINE);
    private static final LinkSettings SETTINGS = new LinkSettings(Duration.ofMillis(20), 50_000, DataPlane.ENGINE);

    @Test
    void aDeadEngineDropsAndTheNextOneGetsOnlyFreshKeys() throws Exception {
        try (Bench bench = up("EngineCrash")) {
            LabNetwork network = bench.network();
            network.startCapture("crash");
            network.sendCanary();
            PingStream background = network.ping(Net.REKEYING, PING_INTERVAL, BACKGROUND_PINGS);

            List<Long> noticedAfterMillis = new ArrayList<>();
            for (Gateway victim : List.of(Gateway.ALICE, Gateway.BOB, Gateway.ALICE)) {
                noticedAfterMillis.add(killEngine(bench, victim));
                assertThat(losesNothing(bench))
                        .as("after the engine of %s was killed", victim)
                        .isTrue();
            }

            System.out.println("a killed engine was noticed " + noticedAfterMillis + " ms after the signal");
            assertThat(noticedAfterMillis).allMatch(millis -> millis < NOTICE_MILLIS);
            assertThat(background.soFar().received()).isPositive();
            assertNothingInClear(bench, network.stopCapture("crash"));
        }
    }

    @Test
    void anEngineCarriesTrafficWhileItsAgentIsDeadAndIsFoundByTheNext() throws Exception {
        try (Bench bench = up("EngineAgentCrash")) {
            LabNetwork network = bench.network();
            network.startCapture("crash");
            network.sendCanary();
            String engine = network.call("lab_engine_pid A");
            long epoch = bench.watch(Gateway.ALICE).next(BACK_TIMEOUT).link().epoch();

            bench.agent(Gateway.ALICE).kill();
            assertThat(network.ping(Net.REKEYING, PING_INTERVAL, 100).await().lost())
                    .isZero();
            bench.agent(Gateway.ALICE).start();
            bench.watch(Gateway.ALICE)
                    .await(
                            look -> look.link().state() == LinkState.UP
                                    && look.link().epoch() > epoch,
                            "the link was not up again in a new epoch; its log ends:\n"
                                    + bench.agent(Gateway.ALICE).logTail(),
                            BACK_TIMEOUT);

            assertThat(losesNothing(bench)).isTrue();
            assertThat(network.call("lab_engine_pid A")).isEqualTo(engine);
            assertNothingInClear(bench, network.stopCapture("crash"));
        }
    }

    @Test
    void stopsClosedAndLeavesNothingBehindWhenTornDown() throws Exception {
        try (Bench bench = Bench.open(LabFolder.fresh("EngineTeardown"), SETTINGS)) {
            String nothing = stateOf(bench.network(), Gateway.ALICE);
            String nothingAtBob = stateOf(bench.network(), Gateway.BOB);
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            assertThat(stateOf(bench.network(), Gateway.ALICE)).contains("qg0", "prohibit 10.2.0.0/24");
            bench.unwatch();

            // A stopped agent ends its engine and leaves the traffic blocked.
            bench.agent(Gateway.ALICE).stop();
            assertThat(bench.network().run("lab_engine_pid A").exitCode()).isNotZero();
            assertThat(stateOf(bench.network(), Gateway.ALICE)).contains("qg0", "prohibit 10.2.0.0/24");
            assertThat(bench.network()
                            .ping(Net.REKEYING, PING_INTERVAL, 20)
                            .await()
                            .received())
                    .isZero();

            bench.agent(Gateway.ALICE).start();
            bench.watch();
            bench.awaitLinkUp();
            bench.unwatch();
            bench.agent(Gateway.ALICE).ctl("link remove " + LinkSettings.LINK).outOrThrow("qgatectl link remove");
            assertThat(stateOf(bench.network(), Gateway.ALICE)).isEqualTo(nothing);
            bench.agent(Gateway.BOB).ctl("teardown").outOrThrow("qgatectl teardown");
            bench.agent(Gateway.BOB).awaitEnd();
            assertThat(stateOf(bench.network(), Gateway.BOB)).isEqualTo(nothingAtBob);
            assertThat(bench.network().run("lab_engine_pid B").exitCode()).isNotZero();
            assertThat(bench.network()
                            .ping(Net.REKEYING, PING_INTERVAL, 20)
                            .await()
                            .lost())
                    .isZero();
        }
    }

    private static Bench up(String name) throws Exception {
        Bench bench = Bench.open(LabFolder.fresh(name), SETTINGS);
        try {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            assertThat(bench.agent(Gateway.ALICE).dataPlane()).isEqualTo("engine");
            return bench;
        } catch (Exception | AssertionError e) {
            bench.close();
            throw e;
        }
    }

    /** Milliseconds from the signal to the line in which the agent says that it knows. */
    private static long killEngine(Bench bench, Gateway victim) throws Exception {
        Agent agent = bench.agent(victim);
        int before = gone(agent).size();
        long killed = agent.killEngine();
        long noticed = awaitGone(agent, before);
        bench.watch(victim)
                .await(
                        look -> look.timeNanos() > noticed * 1_000_000L
                                && look.link().state() == LinkState.UP
                                && look.link().alarms().isEmpty(),
                        "the link was not up again; the log ends:\n" + agent.logTail(),
                        BACK_TIMEOUT);
        assertThat(gone(agent)).hasSize(before + 1);
        return noticed - killed;
    }

    private static long awaitGone(Agent agent, int before) throws Exception {
        long end = System.nanoTime() + BACK_TIMEOUT.toNanos();
        while (gone(agent).size() <= before && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<Long> lines = gone(agent);
        assertThat(lines).as(agent.logTail()).hasSize(before + 1);
        return lines.get(before);
    }

    private static List<Long> gone(Agent agent) throws Exception {
        List<Long> times = new ArrayList<>();
        Matcher matcher = GONE.matcher(Files.readString(agent.log()));
        while (matcher.find()) {
            times.add(Instant.parse(matcher.group(1)).toEpochMilli());
        }
        return times;
    }

    /** Keys are on the wire in both directions a moment after both ends say so. */
    private static boolean losesNothing(Bench bench) throws Exception {
        long end = System.nanoTime() + BACK_TIMEOUT.toNanos();
        while (System.nanoTime() < end) {
            PingCount pings =
                    bench.network().ping(Net.REKEYING, PING_INTERVAL, 100).await();
            if (pings.lost() == 0) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return false;
    }

    private static void assertNothingInClear(Bench bench, Capture capture) throws Exception {
        WireReport wire = WireReport.of(capture.pcap(), bench.network().wirePlan(), TimeWindow.ALWAYS);
        assertThat(wire.plaintextPackets()).as(wire.plaintextText()).isZero();
        assertThat(wire.canaries()).isEqualTo(1);
        assertThat(wire.fromA().packets()).isPositive();
        assertThat(wire.fromB().packets()).isPositive();
        assertThat(capture.drops()).isZero();
        assertThat(EspNumbers.repeated(capture.pcap(), bench.network().wirePlan()))
                .as("packets under one SPI and sequence number")
                .isZero();
        LedgerComparison ledgers = bench.compareLedgers();
        assertThat(ledgers.bitsUsedTwice()).as(ledgers.findings().toString()).isZero();
        assertThat(ledgers.bitsDrawn()).isPositive();
    }

    private static String stateOf(LabNetwork network, Gateway gateway) throws Exception {
        return network.exec(
                        gateway.role(),
                        "sh -c 'ip -o link | sed \"s/ qdisc.*//\"; ip rule; ip -4 -o addr; ip -4 route show table all'")
                .outOrThrow("ip");
    }
}
