package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.LinkSettings;
import org.qgate.lab.kernel.Checkout;

/** Two faults of the series; {@code deploy/lab/fault-series} has all. */
@Tag("lab")
class FaultSeriesLabIT {
    @Test
    void losesNoPacketThatTheNetworkDelivered() throws Exception {
        List<Fault> faults = List.of(Fault.CONTROL_CHANNEL_DEAD, Fault.AGENTS_UPGRADED);
        FaultSeriesReport report = new FaultSeries(
                        new LinkSettings(Duration.ofMillis(20), 200_000),
                        Checkout.find(),
                        Duration.ofSeconds(2),
                        System.out)
                .run(LabFolder.fresh("FaultSeries"), faults, "this test");

        System.out.println(report.markdown());
        assertThat(report.bitsUsedTwice()).isZero();
        assertThat(report.results()).hasSameSizeAs(faults).allSatisfy(result -> {
            assertThat(result.wire().delivered()).isPositive();
            assertThat(result.notDeciphered()).isZero();
            assertThat(result.notSent()).isZero();
            assertThat(result.probes().lost()).isZero();
            assertThat(result.returns()).hasSameSizeAs(result.fault().restarts());
            assertThat(result.clear()).isZero();
            assertThat(result.captureDrops()).isZero();
            assertThat(result.spis()).isPositive();
        });
    }
}
