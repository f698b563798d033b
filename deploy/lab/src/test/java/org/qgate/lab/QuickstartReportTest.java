package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QuickstartReportTest {
    private static QuickstartReport report(long pingsLost, long plaintextPackets, long canaries, long usedTwice) {
        return new QuickstartReport(
                "xfrm",
                "lab",
                20,
                30.001,
                List.of(new QuickstartReport.DirectionEntry("alice", "bob", 1500, 20.001, 24.1, 20.0, 0, 1500, 0)),
                new QuickstartReport.Loss(300, pingsLost),
                new QuickstartReport.Throughput(240, 250, 6000),
                Map.of(),
                plaintextPackets,
                new QuickstartReport.Keys(864_000, usedTwice),
                List.of(new QuickstartReport.Wbem(
                        "alice", "https://127.0.0.1:5989", "root/qgate", "demo", "pass-word", 61)),
                canaries,
                0,
                new QuickstartReport.Loss(6000, 0));
    }

    @Test
    void hasTheFieldsThatItsReadersExpect() {
        JsonNode json = new JsonMapper().valueToTree(report(0, 0, 1, 0));

        assertThat(json.propertyNames())
                .startsWith(
                        "dataplane",
                        "kernel",
                        "periodMillis",
                        "durationSeconds",
                        "directions",
                        "ping",
                        "throughput",
                        "kernelErrors",
                        "plaintextPackets",
                        "keys",
                        "wbem");
        assertThat(json.at("/directions/0").propertyNames())
                .containsExactly(
                        "from",
                        "to",
                        "keyChanges",
                        "meanPeriodMillis",
                        "p99PeriodMillis",
                        "resets",
                        "spisOnWire",
                        "deadlinesMissed");
        assertThat(json.at("/ping").propertyNames()).containsExactly("sent", "lost");
        assertThat(json.at("/throughput").propertyNames()).containsExactly("rekeyingMbps", "staticSaMbps", "plainMbps");
        assertThat(json.at("/wbem/0").propertyNames())
                .containsExactly("gateway", "url", "namespace", "user", "password", "instances");
        assertThat(json.at("/keys").propertyNames()).containsExactly("bitsDrawn", "bitsUsedTwice");
    }

    @Test
    void findsNoFaultWhereThereIsNone() {
        assertThat(report(0, 0, 1, 0).faults(false)).isEmpty();
    }

    @Test
    void tellsThePasswordsToTheFileAlone() {
        assertThat(report(0, 0, 1, 0).toString())
                .contains("user demo, 61 instances")
                .doesNotContain("pass-word");
    }

    @Test
    void namesEachFault() {
        assertThat(report(2, 0, 1, 0).faults(false)).containsExactly("2 of 300 pings were lost.");
        assertThat(report(2, 0, 1, 0).faults(true)).isEmpty();
        assertThat(report(0, 3, 1, 0).faults(true)).hasSize(1);
        assertThat(report(0, 0, 0, 0).faults(true)).hasSize(1);
        assertThat(report(0, 0, 1, 288).faults(true)).containsExactly("288 key bits were used twice.");
    }
}
