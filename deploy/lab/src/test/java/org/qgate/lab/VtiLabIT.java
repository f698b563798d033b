package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.Capture;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.LabNetwork;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.gateways.Net;
import org.qgate.lab.wire.TimeWindow;
import org.qgate.lab.wire.WireReport;

/** The only link between two addresses, with a VTI as its inner end at one gateway. */
@Tag("lab")
class VtiLabIT {
    private static final String INTERFACE = "interface { name = qg0, kind = vti }\n";
    private static final int PINGS = 100;

    @Test
    void carriesPacketsThroughItAndNoneInClear() throws Exception {
        LinkSettings settings = new LinkSettings(Duration.ofMillis(20), 50_000, INTERFACE);
        try (Bench bench = Bench.open(LabFolder.fresh("Vti"), settings)) {
            bench.startAgents();
            bench.watch();
            bench.awaitLinkUp();
            LabNetwork network = bench.network();
            network.startCapture("wire");
            network.sendCanary();

            assertThat(network.ping(Net.REKEYING, Duration.ofMillis(20), PINGS)
                            .await()
                            .lost())
                    .isZero();
            assertThat(network.exec(Gateway.ALICE.role(), "ip -d link show qg0").outOrThrow("ip link"))
                    .contains("vti ");
            assertThat(network.exec(
                                    Gateway.ALICE.role(),
                                    "cat /sys/class/net/qg0/statistics/tx_packets /sys/class/net/qg0/statistics/rx_packets")
                            .outOrThrow("counters of qg0")
                            .lines())
                    .hasSize(2)
                    .allSatisfy(count -> assertThat(Long.parseLong(count)).isGreaterThanOrEqualTo(PINGS));

            Capture capture = network.stopCapture("wire");
            WireReport wire = WireReport.of(capture.pcap(), network.wirePlan(), TimeWindow.ALWAYS);
            assertThat(wire.plaintextPackets()).as(wire.plaintextText()).isZero();
            assertThat(wire.canaries()).isEqualTo(1);
            assertThat(wire.fromA().spis()).isGreaterThan(PINGS / 2);
            assertThat(bench.compareLedgers().bitsUsedTwice()).isZero();
        }
    }
}
