package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.control.LinkState;
import org.qgate.lab.gateways.AgentWatch;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LedgerComparison;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/** Agents that die without a word while packets flow. */
@Tag("lab")
class CrashLabIT {
    private static final Duration BACK_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration PING_INTERVAL = Duration.ofMillis(20);

    /** Longer than all three crashes; the pings are not waited for. */
    private static final long BACKGROUND_PINGS = 50 * 600;

    @Test
    void leaksNothingUsesNoKeyBitTwiceAndComesBackAlone() throws Exception {
        try (Bench bench = Bench.open(LabFolder.fresh("Crash"), new LinkSettings(Duration.ofMillis(20), 50_000))) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            LabNetwork network = bench.network();
            network.startCapture("crash");
            network.sendCanary();
            PingStream background = network.ping(Net.REKEYING, PING_INTERVAL, BACKGROUND_PINGS);

            crashAndReturn(bench, List.of(Gateway.ALICE));
            crashAndReturn(bench, List.of(Gateway.BOB));
            crashAndReturn(bench, List.of(Gateway.ALICE, Gateway.BOB));

            assertThat(background.soFar().received()).isPositive();
            Capture capture = network.stopCapture("crash");
            WireReport wire = WireReport.of(capture.pcap(), network.wirePlan(), TimeWindow.ALWAYS);
            assertThat(wire.plaintextPackets()).as(wire.plaintextText()).isZero();
            assertThat(wire.canaries()).isEqualTo(1);
            assertThat(wire.fromA().packets()).isPositive();
            assertThat(capture.drops()).isZero();
            LedgerComparison ledgers = bench.compareLedgers();
            assertThat(ledgers.bitsUsedTwice())
                    .as(ledgers.findings().toString())
                    .isZero();
            assertThat(ledgers.bitsDrawn()).isPositive();
        }
    }

    private static void crashAndReturn(Bench bench, List<Gateway> victims) throws Exception {
        long epochBefore = bench.watch(Gateway.ALICE).next(BACK_TIMEOUT).link().epoch();
        for (Gateway victim : victims) {
            bench.agent(victim).kill();
        }
        TimeUnit.SECONDS.sleep(2);
        for (Gateway victim : victims) {
            bench.agent(victim).start();
        }
        for (Gateway gateway : Gateway.values()) {
            AgentWatch.Look look = bench.watch(gateway)
                    .await(
                            seen -> seen.link().state() == LinkState.UP
                                    && seen.link().epoch() > epochBefore,
                            "the link was not up again in a new epoch after a crash of " + victims + "; its log ends:\n"
                                    + bench.agent(gateway).logTail(),
                            BACK_TIMEOUT);
            assertThat(look.link().epoch()).isGreaterThan(epochBefore);
        }
        // Keys are on the wire in both directions a moment after both ends say so.
        TimeUnit.SECONDS.sleep(1);
        PingCount pings = bench.network().ping(Net.REKEYING, PING_INTERVAL, 50).await();
        assertThat(pings.lost()).as("after a crash of %s", victims).isZero();
    }
}
