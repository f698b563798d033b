package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.wire.LossReport;

class FaultSeriesReportTest {
    private static final FaultResult KILLED = new FaultResult(
            Fault.AGENT_KILLED,
            4.25,
            new LossReport(1000, 985),
            new LossReport(996, 990),
            new PingCount(90, 100),
            77,
            3,
            0,
            Map.of("alice.XfrmInNoStates", 5L),
            List.of(new AgentReturn(3500, 750)));

    @Test
    void tellsLossInTheGatewaysFromLossInTheNetwork() {
        assertThat(KILLED.notSent()).isEqualTo(4);
        assertThat(KILLED.notDeciphered()).isEqualTo(5);
    }

    @Test
    void showsTheCommandAndEveryValue() {
        assertThat(new FaultSeriesReport("repeat me", "6.1", 20, List.of(KILLED), 0).markdown())
                .contains("Repeat: `repeat me`")
                .contains("key bits used twice, by both ledgers: 0")
                .contains(
                        "| agent killed with -9, restarted after 2 s | 4.3 | 1000 | 4 | 990 | 5 | 10 of 100 | 77 | 3 | 750 (3500)"
                                + " | {alice.XfrmInNoStates=5} |");
    }
}
