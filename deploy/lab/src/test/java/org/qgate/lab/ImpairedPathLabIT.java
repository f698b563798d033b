package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.Direction;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.wire.LossReport;
import org.qgate.lab.wire.PacketCount;
import org.qgate.lab.wire.Prefix;

/** Keys change over a path that loses, delays and reorders packets, control messages too. */
@Tag("lab")
class ImpairedPathLabIT {
    private static final int HOST_A = Prefix.address("10.1.0.2");
    private static final int HOST_B = Prefix.address("10.2.0.2");

    @Test
    void losesOnlyWhatTheNetworkDropped() throws Exception {
        try (Bench bench =
                Bench.open(LabFolder.fresh("ImpairedPath"), new LinkSettings(Duration.ofMillis(20), 50_000))) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            LabNetwork network = bench.network();
            XfrmErrors before = XfrmErrors.now(network);
            network.impair(Direction.BOTH, "delay 20ms loss 5% reorder 25%");
            network.startCapture("hostA", "hostA", "eth0");
            network.startCapture("hostB", "hostB", "eth0");
            network.startCapture("cableA", "wan", "toA");
            network.startCapture("cableB", "wan", "toB");

            TimingRun.Result result = new TimingRun(bench, new LiveTable(System.out)).run(Duration.ofSeconds(20));

            Path hostA = network.stopCapture("hostA").pcap();
            Path hostB = network.stopCapture("hostB").pcap();
            Path cableA = network.stopCapture("cableA").pcap();
            Path cableB = network.stopCapture("cableB").pcap();
            LossReport there = LossReport.between(cableA, cableB, network.wirePlan(), Gateway.ALICE.outerAddress());
            LossReport back = LossReport.between(cableB, cableA, network.wirePlan(), Gateway.BOB.outerAddress());
            // The impairments are real, and nothing but them takes a packet.
            assertThat(there.lost()).isPositive();
            assertThat(back.lost()).isPositive();
            assertThat(there.sent()).isEqualTo(PacketCount.between(hostA, HOST_A, HOST_B));
            assertThat(there.delivered()).isEqualTo(PacketCount.between(hostB, HOST_A, HOST_B));
            assertThat(back.sent()).isEqualTo(PacketCount.between(hostB, HOST_B, HOST_A));
            assertThat(back.delivered()).isEqualTo(PacketCount.between(hostA, HOST_B, HOST_A));
            assertThat(result.pings().lost() + result.probes().lost()).isEqualTo(there.lost() + back.lost());
            assertThat(XfrmErrors.now(network).since(before)).isEqualTo(Map.of());

            for (Gateway sender : Gateway.values()) {
                TimingRun.DirectionResult direction = result.from(sender);
                assertThat(direction.wire().spis()).as(direction.toString()).isGreaterThanOrEqualTo((int)
                        (0.9 * direction.seconds() * 50));
                assertThat(direction.resets()).isZero();
            }
            assertThat(result.wire().plaintextPackets())
                    .as(result.wire().plaintextText())
                    .isZero();
            assertThat(result.captureDrops()).isZero();
            assertThat(bench.compareLedgers().bitsUsedTwice()).isZero();
        }
    }
}
