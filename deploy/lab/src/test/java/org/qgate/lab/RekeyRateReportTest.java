package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.lab.RekeyRateReport.Turn;

class RekeyRateReportTest {
    @Test
    void showsTheMedianOfEachKindAndEveryLostPing() {
        List<Turn> turns = List.of(
                new Turn("agents, 5 ms", 400, 0.5, 1),
                new Turn("strongSwan, CHILD_SA", 60, 0, 0),
                new Turn("agents, 5 ms", 398, 1.5, 2));

        assertThat(new RekeyRateReport("repeat me", "6.1", 2, 10, turns).markdown())
                .contains("Repeat: `repeat me`")
                .contains("| agents, 5 ms | 399.0 | 1.00 | 3 |")
                .contains("| strongSwan, CHILD_SA | 60.0 | 0.00 | 0 |");
    }
}
