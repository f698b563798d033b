package org.qgate.fleet.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qgate.fleet.gateway.FleetReading;
import org.qgate.fleet.link.GatewayHealth;
import org.qgate.fleet.link.LinkHealth;

/** States of gateways, for people and for programs. */
final class HealthText {
    private HealthText() {}

    /** What {@code --json} shows of one gateway. */
    record View(String gateway, String state, String reason, Optional<GatewayHealth> health) {}

    static List<View> views(List<FleetReading<GatewayHealth>> readings) {
        return readings.stream()
                .map(reading -> new View(reading.gateway(), state(reading), reading.reason(), reading.value()))
                .toList();
    }

    static String state(FleetReading<GatewayHealth> reading) {
        return reading.value()
                .map(health -> health.agentAnswers() ? "in order" : "agent silent")
                .orElse("not reached");
    }

    static String table(List<FleetReading<GatewayHealth>> readings) {
        TextTable table = new TextTable(
                "GATEWAY", "STATE", "DATA PLANE", "LINK", "PEER", "LINK STATE", "SUITE", "WANTED", "MEAN", "ALARMS");
        StringBuilder below = new StringBuilder();
        for (FleetReading<GatewayHealth> reading : readings) {
            String dataPlane = reading.value().map(GatewayHealth::dataPlane).orElse("-");
            List<LinkHealth> links = reading.value().map(GatewayHealth::links).orElse(List.of());
            if (links.isEmpty()) {
                table.row(reading.gateway(), state(reading), dataPlane, "-", "-", "-", "-", "-", "-", "-");
            }
            for (LinkHealth link : links) {
                table.row(
                        reading.gateway(),
                        state(reading),
                        dataPlane,
                        link.link(),
                        link.peer(),
                        link.state(),
                        link.suite(),
                        link.periodMillis() + " ms",
                        String.format(Locale.ROOT, "%.1f ms", link.meanPeriodMillis()),
                        link.alarms());
            }
            if (!reading.reason().isEmpty()) {
                below.append(reading.reason()).append('\n');
            }
            reading.value()
                    .map(GatewayHealth::warnings)
                    .orElse(List.of())
                    .forEach(warning -> below.append("WARNING ")
                            .append(reading.gateway())
                            .append(": ")
                            .append(warning)
                            .append('\n'));
        }
        return table.text() + below;
    }
}
