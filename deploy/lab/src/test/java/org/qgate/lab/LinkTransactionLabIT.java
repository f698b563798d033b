package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.control.ChangeDecision;
import org.qgate.control.ChangeStatus;
import org.qgate.lab.gateways.Gateway;
import org.qgate.lab.gateways.PingCount;

/**
 * A link that {@code qgate-fleet} changes at both gateways at once while its hosts ping, removes and makes again; and changes with
 * a fault in the middle. {@code deploy/lab/transaction-faults} has all faults at all steps.
 */
@Tag("lab")
class LinkTransactionLabIT {
    private static final long PINGS_MIN = 10;

    @Test
    void changesBothEndsOrNeitherWithoutAPacketInClear() throws Exception {
        try (TransactionSeries series =
                TransactionSeries.open(LabFolder.fresh("LinkTransaction"), LinkTransactionLabIT::say)) {
            changesUnderTraffic(series);
            removesWithoutATraceAndMakesAgain(series);

            List<TransactionResult> results = series.run(TransactionCase.SELECTION);

            TransactionReport report = series.report(results, "this test");
            System.out.println(report.markdown());
            assertThat(report.clear()).isZero();
            assertThat(report.captureDrops()).isZero();
            assertThat(report.bitsUsedTwice()).isZero();
            assertThat(results).allSatisfy(result -> {
                assertThat(result.alikeMillis())
                        .as(result.what().title())
                        .isLessThanOrEqualTo(TransactionSeries.ALIKE_LIMIT.toMillis());
                assertThat(result.pings().received()).as(result.what().title()).isPositive();
                if (result.what().fault().harmless()) {
                    assertThat(result.pings().lost()).as(result.what().title()).isZero();
                }
            });
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void changesUnderTraffic(TransactionSeries series) throws Exception {
        series.startPings();
        int before = series.lastPing();
        Optional<LinkEnd.Setting> wanted = Optional.of(TransactionSeries.SECOND);
        series.change(wanted);
        Map<Gateway, LinkEnd> ends = series.ends();
        PingCount pings = series.since(before);

        assertThat(pings.lost()).isZero();
        assertThat(pings.received()).isGreaterThan(PINGS_MIN);
        assertThat(ends.values()).allSatisfy(end -> {
            assertThat(end.setting()).isEqualTo(wanted);
            assertThat(end.suites()).containsExactly(TransactionSeries.SECOND.suite());
            assertThat(end.change()).map(ChangeStatus::decision).contains(ChangeDecision.CONFIRMED);
        });
        Set<Long> generations = ends.values().stream()
                .map(end -> end.change().orElseThrow().runningGeneration())
                .collect(Collectors.toSet());
        assertThat(generations).hasSize(1);
    }

    private static void removesWithoutATraceAndMakesAgain(TransactionSeries series) throws Exception {
        series.change(Optional.empty());
        for (Gateway gateway : Gateway.values()) {
            assertThat(series.bench()
                            .network()
                            .exec(gateway.role(), "sh -c 'ip rule; ip -4 route show table all'")
                            .outOrThrow("ip"))
                    .doesNotContain("prohibit " + gateway.peer().inner())
                    .doesNotContain("10.1.200.0", "10.2.200.0");
            assertThat(series.ends().get(gateway)).satisfies(end -> {
                assertThat(end.setting()).isEmpty();
                assertThat(end.suites()).isEmpty();
            });
        }
        series.change(Optional.of(TransactionSeries.FIRST));
        assertThat(series.ends().values())
                .allSatisfy(end -> assertThat(end.suites()).containsExactly(TransactionSeries.FIRST.suite()));
    }
}
