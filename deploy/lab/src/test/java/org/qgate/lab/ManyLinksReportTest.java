package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qgate.lab.ManyLinksReport.Row;
import org.qgate.lab.gateways.PingCount;

class ManyLinksReportTest {
    @Test
    void showsTheCommandAndEveryValue() {
        Row row = new Row(10, 500, 39.9, 3, 700, 612.4, new PingCount(998, 1000), Map.of());

        assertThat(new ManyLinksReport("repeat me", 20, List.of(row)).markdown())
                .contains("20 s a row. Repeat: `repeat me`")
                .contains("| 10 | 500 | 39.9 (40) | 3 | 700 | 612 | 2 of 1000 | none |");
    }
}
