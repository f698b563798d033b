package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BystandersReportTest {
    @Test
    void comparesStreamsWithThoseBesideNoChangesAndWithWhatTheProcessorLeaves() {
        BystandersReport report = new BystandersReport(
                "deploy/lab/bystanders",
                "7.2.7",
                3,
                2,
                List.of(
                        new BystandersReport.Turn(0, 0, 0.02, List.of(400.0, 1000.0)),
                        new BystandersReport.Turn(1, 1600, 0.5, List.of(180.0, 490.0)),
                        new BystandersReport.Turn(0, 0, 0.03, List.of(410.0, 1100.0)),
                        new BystandersReport.Turn(20, 100, 0.05, List.of(380.0, 950.0)),
                        new BystandersReport.Turn(0, 0, 0.02, List.of(390.0, 900.0))));

        assertThat(report.markdown())
                .contains("3 rounds, streams of 2 s, medians, Linux 7.2.7", "`deploy/lab/bystanders`")
                .contains("| 0 | | 400 | 1000 |\n")
                .contains("""
                        | 100 | 5.0 % | 380 (0.950; 1.000) | 950 (0.950; 1.000) |
                        | 1600 | 50.0 % | 180 (0.450; 0.900) | 490 (0.490; 0.980) |
                        """);
    }
}
