package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.DataPlane;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The quickstart as a user runs it, for 30 seconds. What must hold on any machine is asserted of every run. The pace of the key
 * changes can only be judged while the machine lets the lab kernel run: one of a few runs must keep it.
 */
@Tag("lab")
class FirstLightLabIT {
    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final double PERIOD_MILLIS = PERIOD.toMillis();
    private static final int RUNS_MAX = 3;
    private static final long INSTANCES_MIN = 20;

    /** A thousandth of the period, as a ratio. */
    private static final double DRIFT_MAX = 0.001;

    @Test
    void changesKeysFiftyTimesASecondBothWaysAndLosesNothing() throws Exception {
        List<String> paces = new ArrayList<>();
        for (int run = 1; run <= RUNS_MAX; run++) {
            QuickstartReport report = quickstart(run);
            assertSafe(report);
            paces.add(report.directions().toString());
            if (keepsPace(report)) {
                return;
            }
        }
        assertThat(paces).as("no run kept the pace").isEmpty();
    }

    private static QuickstartReport quickstart(int run) throws Exception {
        Path folder = LabFolder.fresh("FirstLight" + run);
        Path json = folder.resolve("quickstart.json");
        QuickstartOptions options = new QuickstartOptions(
                DataPlane.XFRM, "udp", Duration.ofSeconds(30), PERIOD, 50_000, "", 1, false, Optional.of(json));
        QuickstartReport report = new Quickstart(options, folder, System.out).run();
        JsonNode written = new JsonMapper().readTree(Files.readString(json));
        assertThat(written.at("/dataplane").asString()).isEqualTo("xfrm");
        assertThat(written.at("/throughput/rekeyingMbps").asDouble()).isPositive();
        assertThat(written.at("/wbem"))
                .hasSize(2)
                .allSatisfy(
                        server -> assertThat(server.at("/instances").asLong()).isGreaterThan(INSTANCES_MIN));
        return report;
    }

    private static void assertSafe(QuickstartReport report) {
        assertThat(report.faults(false)).isEmpty();
        assertThat(report.directions()).hasSize(2).allMatch(direction -> direction.resets() == 0);
        assertThat(report.ping().sent()).isGreaterThanOrEqualTo(300);
        assertThat(report.ping().lost()).isZero();
        assertThat(report.probe().lost()).isZero();
        assertThat(report.kernelErrors()).isEmpty();
        assertThat(report.plaintextPackets()).isZero();
        assertThat(report.canariesSeen()).isEqualTo(1);
        assertThat(report.captureDrops()).isZero();
        assertThat(report.keys().bitsUsedTwice()).isZero();
        assertThat(report.keys().bitsDrawn()).isPositive();
    }

    /** At least 95 % of the wanted changes on the wire, and no drift: what was missed was skipped, the rest is on the raster. */
    private static boolean keepsPace(QuickstartReport report) {
        double wanted = report.durationSeconds() * 1e3 / PERIOD_MILLIS;
        return report.directions().stream()
                .allMatch(direction -> direction.spisOnWire() >= 0.95 * wanted
                        && Math.abs(direction.rasterMillis() - PERIOD_MILLIS) <= PERIOD_MILLIS * DRIFT_MAX);
    }
}
