package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.control.LinkState;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.gateways.PingStream;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/** What others do to a gateway's kernel, one thing after the other, while packets flow (docs/operations.md). */
@Tag("lab")
class SelfHealingLabIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PING_INTERVAL = Duration.ofMillis(20);

    /** Longer than all of it; the pings are not waited for. */
    private static final long BACKGROUND_PINGS = 50 * 600;

    /** Takes what no policy protects any more (docs/operations.md). */
    private static final String INTERFACE = "interface { name = qg0, kind = dummy }\n";

    @Test
    void mendsWhatOthersDoAndUsesNoKeyTwice() throws Exception {
        LinkSettings settings = new LinkSettings(Duration.ofMillis(20), 50_000, INTERFACE);
        try (Bench bench = Bench.open(LabFolder.fresh("SelfHealing"), settings)) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            LabNetwork network = bench.network();
            network.startCapture("healing");
            network.sendCanary();
            PingStream background = network.ping(Net.REKEYING, PING_INTERVAL, BACKGROUND_PINGS);

            disturb(bench, "ip xfrm state flush proto esp", "SAs of this link");
            disturb(bench, "ip xfrm policy flush", "it is as it should be again");
            disturb(bench, "date --set=+120seconds", "the wall clock was set forward by 1");
            disturb(bench, "date --set=-120seconds", "the wall clock was set back by 1");

            assertThat(background.soFar().received()).isPositive();
            Capture capture = network.stopCapture("healing");
            WireReport wire = WireReport.of(capture.pcap(), network.wirePlan(), TimeWindow.ALWAYS);
            assertThat(wire.plaintextPackets()).as(wire.plaintextText()).isZero();
            assertThat(wire.canaries()).isEqualTo(1);
            assertThat(bench.compareLedgers().bitsUsedTwice()).isZero();
            for (Gateway gateway : Gateway.values()) {
                assertThat(bench.watch(gateway).next(PATIENCE).link().resets()).isZero();
            }
        }
    }

    /** Runs a command at alice; it is told of, and then no ping is lost, in the epoch that was. */
    private static void disturb(Bench bench, String command, String told) throws Exception {
        bench.network().exec(Gateway.ALICE.role(), command).outOrThrow(command);
        bench.watch(Gateway.ALICE)
                .await(
                        look -> look.link().state() == LinkState.UP
                                && look.link().alarms().stream()
                                        .anyMatch(alarm -> alarm.message().contains(told)),
                        "after '" + command + "' the link was not up with an alarm that says '" + told
                                + "'; its log ends:\n"
                                + bench.agent(Gateway.ALICE).logTail(),
                        PATIENCE);
        TimeUnit.SECONDS.sleep(1);
        assertThat(bench.network().ping(Net.REKEYING, PING_INTERVAL, 50).await().lost())
                .as("pings lost once '%s' was mended", command)
                .isZero();
    }
}
