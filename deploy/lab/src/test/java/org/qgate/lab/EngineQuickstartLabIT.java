package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.qgate.lab.gateways.DataPlane;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The quickstart with the embedded engine, and with the kernel programmed over PF_KEY. The engine runs in namespaces of the host where
 * that is allowed, without a lab kernel.
 */
@Tag("lab")
class EngineQuickstartLabIT {
    private static final Duration PERIOD = Duration.ofMillis(20);
    private static final Duration DURATION = Duration.ofSeconds(10);

    @Test
    void theEngineChangesKeysAndLosesNothing() throws Exception {
        QuickstartReport report = quickstart(DataPlane.ENGINE);
        assertThat(report.throughput().rekeyingMbps()).isPositive();
        assertThat(report.throughput().staticSaMbps()).isPositive();
    }

    @Test
    void aKernelBehindPfKeyChangesKeysAndLosesNothing() throws Exception {
        quickstart(DataPlane.PFKEY);
    }

    private static QuickstartReport quickstart(DataPlane dataPlane) throws Exception {
        Path folder = LabFolder.fresh("Quickstart-" + dataPlane.word());
        Path json = folder.resolve("quickstart.json");
        QuickstartOptions options =
                new QuickstartOptions(dataPlane, "udp", DURATION, PERIOD, 60_000, "", 1, false, Optional.of(json));
        QuickstartReport report = new Quickstart(options, folder, System.out).run();
        JsonNode written = new JsonMapper().readTree(Files.readString(json));
        assertThat(written.at("/dataplane").asString()).isEqualTo(dataPlane.word());
        assertThat(report.faults(false)).isEmpty();
        assertThat(report.wbem()).hasSize(2);
        assertThat(report.wbem())
                .allSatisfy(server -> assertThat(server.instances()).isPositive());
        assertThat(report.ping().sent()).isGreaterThanOrEqualTo(100);
        assertThat(report.ping().lost()).isZero();
        assertThat(report.probe().lost()).isZero();
        assertThat(report.plaintextPackets()).isZero();
        assertThat(report.canariesSeen()).isEqualTo(1);
        assertThat(report.captureDrops()).isZero();
        assertThat(report.keys().bitsUsedTwice()).isZero();
        assertThat(report.keys().bitsDrawn()).isPositive();
        // The pace depends on how much of the machine is ours; that keys change all the time does not.
        double wanted = report.durationSeconds() * 1e3 / PERIOD.toMillis();
        assertThat(report.directions()).hasSize(2).allSatisfy(direction -> {
            assertThat(direction.resets()).isZero();
            assertThat((double) direction.spisOnWire()).isBetween(0.5 * wanted, 1.02 * wanted + 1);
        });
        return report;
    }
}
