package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunReportTest {
    @Test
    void addsUpSeedsAndNamesTheFailing() {
        RunReport report = RunReport.of(
                List.of(
                        new SimulationResult(9, Invariant.HEALS, "", Map.of(), 1_800_000_000_000L, 10, 9, 0, 1),
                        new SimulationResult(3, null, "", Map.of(), 1_800_000_000_000L, 20, 20, 4, 2),
                        new SimulationResult(1, Invariant.HEALS, "", Map.of(), 0, 0, 0, 0, 3)),
                2_500_000_000L);
        assertThat(report).isEqualTo(new RunReport(3, 2, 1.0, 2.5, 30, 29, 4, List.of(1L, 9L)));
    }
}
