package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
import org.qgate.lab.gateways.LabNetwork;
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
            makesAnotherLinkAtAddressesThatTheEnginesWereNotStartedFor(series);

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

    private static void makesAnotherLinkAtAddressesThatTheEnginesWereNotStartedFor(TransactionSeries series)
            throws Exception {
        LabNetwork network = series.bench().network();
        // A cable of its own: on the captured one whatever is not of the first link counts as clear.
        network.call("lab_link gwA second gwB second");
        for (Gateway gateway : Gateway.values()) {
            int side = gateway == Gateway.ALICE ? 1 : 2;
            network.exec(gateway.role(), "ip link set second up").outOrThrow("ip");
            network.exec(gateway.role(), "ip addr add 198.18.0." + side + "/24 dev second")
                    .outOrThrow("ip");
            network.exec(gateway.role(), "ip addr add 10." + side + ".210.1/24 dev lan")
                    .outOrThrow("ip");
        }
        Path definition = network.kernel().folder().resolve("another-link.conf");
        Files.writeString(definition, """
                link {
                  name = another
                  addresses { alice = "198.18.0.1", bob = "198.18.0.2" }
                  selectors = [ { alice = "10.1.210.0/24", bob = "10.2.210.0/24" } ]
                  suite = aes-gcm-256
                  period = 100 ms
                  control-port = 5600
                  hello-port = 5601
                  key-source { accept-simulated-keys = true, rate-bits-per-second = 50000 }
                }
                """);
        series.changeAnother("link apply " + definition);
        assertThat(network.exec("gwA", "ping -n -q -c 20 -i 0.05 -W 2 -I 10.1.210.1 10.2.210.1")
                        .outOrThrow("ping"))
                .contains("20 packets transmitted, 20 received");
        series.changeAnother("link remove another --ends alice,bob");
    }
}
