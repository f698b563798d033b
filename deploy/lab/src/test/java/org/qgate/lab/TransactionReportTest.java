package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.PingCount;

class TransactionReportTest {
    @Test
    void theSelectionHasEveryPointAndEveryFault() {
        assertThat(TransactionCase.SELECTION.stream()
                        .map(TransactionCase::point)
                        .collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(TransactionPoint.class));
        assertThat(TransactionCase.SELECTION.stream()
                        .map(TransactionCase::fault)
                        .collect(Collectors.toSet()))
                .isEqualTo(EnumSet.allOf(TransactionFault.class));
    }

    @Test
    void allCasesAreEachFaultAtEachPointOfEachEndOnce() {
        List<TransactionCase> all =
                TransactionCase.all(List.of(LinkOperation.CHANGE), Arrays.asList(TransactionFault.values()));

        // Two faults are not done to one of the gateways.
        assertThat(all)
                .doesNotHaveDuplicates()
                .hasSize(TransactionPoint.values().length * (2 * TransactionFault.values().length - 2));
        assertThat(all.get(0).title()).isEqualTo("change, after lock: client killed");
        assertThat(all.get(all.size() - 1).title()).isEqualTo("change, after confirm: agent restarted, bob");
    }

    @Test
    void showsHowTheCasesOfAFaultEnded() {
        TransactionReport report = new TransactionReport(
                "command",
                "6.18",
                List.of(
                        result(TransactionPoint.LOCK, false, 300, new PingCount(90, 100)),
                        result(TransactionPoint.COMMIT, false, 200, new PingCount(100, 100)),
                        result(TransactionPoint.CONFIRM, true, 900, new PingCount(95, 100))),
                1,
                0,
                0,
                0);

        assertThat(report.markdown())
                .contains(
                        "Linux 6.18; 3 changes (1 begun again, the client having failed before the fault came), packets in clear: 0")
                .contains("| change | agent killed | 3 | 1 | 2 | 300, 900 | 1300, 1900 | 15 of 300 |")
                .doesNotContain("client killed");
    }

    private static TransactionResult result(TransactionPoint point, boolean changed, long millis, PingCount pings) {
        TransactionCase what =
                new TransactionCase(LinkOperation.CHANGE, point, TransactionFault.AGENT_KILLED, Gateway.BOB);
        return new TransactionResult(what, changed, millis, millis + 1000, changed ? 0 : 1, pings);
    }
}
