package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.lab.EngineBenchmarkReport.PacketTurns;
import org.qgate.lab.EngineBenchmarkReport.PeriodTurns;
import org.qgate.lab.EngineBenchmarkReport.RivalTurns;
import org.qgate.lab.rivals.Rival;

class EngineBenchmarkReportTest {
    private static final PeriodTurns STILL =
            new PeriodTurns(0, 0, List.of(1000.0, 2000.0, 3000.0), List.of(2.0, 4.0, 6.0));
    private static final PeriodTurns CHANGING =
            new PeriodTurns(20_000, 450, List.of(950.0, 1900.0, 2850.0), List.of(2.2, 4.4, 6.6));
    private static final RivalTurns ENGINE = new RivalTurns(Rival.ENGINE, List.of(2000.0));

    private static EngineBenchmarkReport report(List<RivalTurns> tcp, List<PacketTurns> packets) {
        return new EngineBenchmarkReport("repeat me", "6.1", 3, List.of(STILL, CHANGING), tcp, packets);
    }

    @Test
    void comparesWithTheStaticKeyOfTheSameRound() {
        assertThat(report(List.of(), List.of()).ratios()).singleElement().satisfies(ratio -> {
            assertThat(ratio.value()).isCloseTo(0.95, within(1e-9));
            assertThat(ratio.low()).isCloseTo(0.95, within(1e-9));
        });
    }

    @Test
    void showsTheCommandAndEveryValue() {
        List<RivalTurns> turns = List.of(ENGINE, new RivalTurns(Rival.WIREGUARD, List.of(500.0)));
        assertThat(report(turns, List.of(new PacketTurns(64, turns, turns))).markdown())
                .contains("Repeat: `repeat me`")
                .contains("| static key | 2000 | 1 | 4.00 | 1 | 0 |")
                .contains("| key every 20 ms | 1900 | 0.950 (0.950 to 0.950) | 4.40 | 1.100 (1.100 to 1.100) | 450 |")
                .contains("| wireguard-go | 500 | 4.000 (4.000 to 4.000) |")
                .contains("| 64 byte packets, packets/s carried (1 rounds) |")
                .contains("| 64 byte packets, packets/s read by the receiver (1 rounds) |");
    }

    @Test
    void leavesOutRivalsThatWereNotMeasured() {
        assertThat(report(List.of(), List.of()).markdown()).doesNotContain("wireguard", "packets/s");
    }
}
