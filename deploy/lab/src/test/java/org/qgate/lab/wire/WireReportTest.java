package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.qgate.lab.wire.HandMadePcap.ALICE;
import static org.qgate.lab.wire.HandMadePcap.BOB;
import static org.qgate.lab.wire.HandMadePcap.CANARY_PORT;
import static org.qgate.lab.wire.HandMadePcap.CONTROL_PORT;
import static org.qgate.lab.wire.HandMadePcap.PLAN;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WireReportTest {
    private static final long MILLI = 1_000_000;
    private static final long START = 1_700_000_000_000_000_000L;

    private static WireReport report(HandMadePcap pcap) throws IOException {
        return WireReport.of(pcap.reader(), PLAN, TimeWindow.ALWAYS);
    }

    @Test
    void countsKeyChangesOfEachDirectionApart() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos();
        for (int change = 0; change < 100; change++) {
            for (int packet = 0; packet < 4; packet++) {
                long time = START + change * 20L * MILLI + packet * 5L * MILLI;
                pcap.esp(time, ALICE, BOB, 0x1000 + change, packet);
                if (change % 2 == 0) {
                    pcap.esp(time, BOB, ALICE, 0x9000 + change, packet);
                }
            }
        }

        WireReport report = report(pcap);

        assertThat(report.fromA().spis()).isEqualTo(100);
        assertThat(report.fromA().packets()).isEqualTo(400);
        assertThat(report.fromA().meanPeriodMillis()).isCloseTo(20, within(1e-6));
        assertThat(report.fromA().p99PeriodMillis()).isCloseTo(20, within(1e-6));
        assertThat(report.fromB().spis()).isEqualTo(50);
        assertThat(report.fromB().meanPeriodMillis()).isCloseTo(40, within(1e-6));
        assertThat(report.plaintextPackets()).isZero();
    }

    @Test
    void isNotMisledByPacketsOfAnOlderKeyThatComeLate() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos()
                .esp(START, ALICE, BOB, 0x1000, 1)
                .esp(START + 20 * MILLI, ALICE, BOB, 0x1001, 1)
                .esp(START + 21 * MILLI, ALICE, BOB, 0x1000, 2)
                .esp(START + 22 * MILLI, ALICE, BOB, 0x1001, 2)
                .esp(START + 40 * MILLI, ALICE, BOB, 0x1002, 1)
                .esp(START + 41 * MILLI, ALICE, BOB, 0x1001, 3);

        assertThat(report(pcap).fromA().spis()).isEqualTo(3);
        assertThat(report(pcap).fromA().meanPeriodMillis()).isCloseTo(20, within(1e-6));
    }

    @Test
    void tellsThe99thPercentileFromTheMean() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos();
        long time = START;
        for (int change = 0; change <= 100; change++) {
            pcap.esp(time, ALICE, BOB, 0x1000 + change, 1);
            time += change < 98 ? 20 * MILLI : 60 * MILLI;
        }

        assertThat(report(pcap).fromA().p99PeriodMillis()).isCloseTo(60, within(1e-6));
        assertThat(report(pcap).fromA().meanPeriodMillis()).isCloseTo((98 * 20 + 2 * 60) / 100.0, within(1e-6));
    }

    @Test
    void looksAtKeyChangesWithinItsWindowOnly() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos();
        for (int change = 0; change < 10; change++) {
            pcap.esp(START + change * 20L * MILLI, ALICE, BOB, 0x1000 + change, 1);
        }
        TimeWindow window = new TimeWindow(START + 40 * MILLI, START + 100 * MILLI);

        assertThat(WireReport.of(pcap.reader(), PLAN, window).fromA().spis()).isEqualTo(3);
    }

    @Test
    void findsNoPeriodInOneKey() throws IOException {
        DirectionReport one =
                report(HandMadePcap.nanos().esp(START, ALICE, BOB, 0x1000, 1)).fromA();

        assertThat(one.spis()).isEqualTo(1);
        assertThat(one.meanPeriodMillis()).isZero();
        assertThat(one.p99PeriodMillis()).isZero();
    }

    @Test
    void countsEachPacketOfTheHostsAsPlaintext() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos()
                .udp(START, "10.1.0.2", "10.2.0.2", 7007, "user data")
                .udp(START, "10.2.3.2", BOB, CONTROL_PORT, "user data to a gateway's control port")
                .udp(START, ALICE, "10.2.0.2", 7007, "from the gateway itself");

        WireReport report = report(pcap);

        assertThat(report.plaintextPackets()).isEqualTo(3);
        assertThat(report.plaintextText()).contains("1 x IPv4 10.1.0.2 > 10.2.0.2 protocol 17");
    }

    @Test
    void countsWhatItDoesNotKnowAsPlaintext() throws IOException {
        ByteBuffer some = ByteBuffer.allocate(40);
        HandMadePcap pcap = HandMadePcap.nanos()
                .udp(START, ALICE, BOB, 53, "unexpected")
                .udp(START, ALICE, BOB, CANARY_PORT, "not the canary")
                .frame(START, HandMadePcap.ipv4(ALICE, BOB, 47, some.duplicate()), 0)
                .frame(START, HandMadePcap.ipv4(ALICE, BOB, 6, some.duplicate()), 0)
                .frame(START, HandMadePcap.ipv4(ALICE, BOB, 50, ByteBuffer.allocate(4)), 0)
                .frame(START, HandMadePcap.ethernet(0x88CC, some.duplicate()), 0)
                .frame(START, HandMadePcap.ethernet(0x86DD, some.duplicate()), 0)
                .frame(START, HandMadePcap.ethernet(0x0800, ByteBuffer.allocate(10)), 0);

        assertThat(report(pcap).plaintextPackets()).isEqualTo(8);
    }

    @Test
    void seesTheCanaryAndTheAgents() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos()
                .udp(START, ALICE, BOB, CANARY_PORT, "QGATE-CANARY")
                .udp(START, ALICE, BOB, CONTROL_PORT, "offer")
                .udp(START, BOB, ALICE, 5601, "hello")
                .frame(START, HandMadePcap.ipv4(ALICE, BOB, 51, ByteBuffer.allocate(40)), 0);

        WireReport report = report(pcap);

        assertThat(report.canaries()).isEqualTo(1);
        assertThat(report.controlPackets()).isEqualTo(3);
        assertThat(report.plaintextPackets()).isZero();
    }

    @Test
    void passesAddressResolution() throws IOException {
        ByteBuffer neighbourSolicitation =
                ByteBuffer.allocate(64).put(6, (byte) 58).put(40, (byte) 135);
        HandMadePcap pcap = HandMadePcap.nanos()
                .frame(START, HandMadePcap.ethernet(0x0806, ByteBuffer.allocate(28)), 0)
                .frame(START, HandMadePcap.ethernet(0x86DD, neighbourSolicitation), 0);

        assertThat(report(pcap).plaintextPackets()).isZero();
    }

    @Test
    void passesWordOfClosedPortsUnlessItQuotesUserTraffic() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos()
                .frame(START, portUnreachable(ALICE, BOB, CONTROL_PORT), 0)
                .frame(START, portUnreachable(ALICE, BOB, CANARY_PORT), 0)
                .frame(START, portUnreachable(ALICE, BOB, 53), 0)
                .frame(START, portUnreachable("10.1.0.2", "10.2.0.2", CONTROL_PORT), 0);

        assertThat(report(pcap).plaintextPackets()).isEqualTo(2);
    }

    @Test
    void passesWordThatNobodyTakesEspUnlessItQuotesSomethingElse() throws IOException {
        HandMadePcap pcap = HandMadePcap.nanos()
                .frame(START, unreachable(2, ALICE, BOB, 50, ByteBuffer.allocate(8)), 0)
                .frame(START, unreachable(2, ALICE, BOB, 1, ByteBuffer.allocate(8)), 0)
                .frame(START, unreachable(2, "10.1.0.2", "10.2.0.2", 50, ByteBuffer.allocate(8)), 0);

        assertThat(report(pcap).plaintextPackets()).isEqualTo(2);
    }

    private static ByteBuffer portUnreachable(String quotedSource, String quotedDestination, int quotedPort) {
        return unreachable(3, quotedSource, quotedDestination, 17, HandMadePcap.udpDatagram(quotedPort, "quoted"));
    }

    private static ByteBuffer unreachable(
            int code, String quotedSource, String quotedDestination, int quotedProtocol, ByteBuffer quotedPayload) {
        ByteBuffer quoted = HandMadePcap.ipv4Packet(quotedSource, quotedDestination, quotedProtocol, quotedPayload);
        ByteBuffer icmp =
                ByteBuffer.allocate(8 + quoted.remaining()).put((byte) 3).put((byte) code);
        return HandMadePcap.ipv4(BOB, ALICE, 1, icmp.position(8).put(quoted).flip());
    }
}
