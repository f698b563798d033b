package org.qgate.fleet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.qgate.fleet.gateway.FleetReading;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.LinkSetting;

/** Configured links and changes, for people and for programs. */
final class ConfigurationText {
    private ConfigurationText() {}

    /** What {@code --json} shows of one gateway. */
    record View(String gateway, String reason, Optional<GatewayConfiguration> configuration) {}

    static List<View> views(List<FleetReading<GatewayConfiguration>> readings, @Nullable String link) {
        return readings.stream()
                .map(reading -> new View(
                        reading.gateway(), reading.reason(), reading.value().map(found -> only(found, link))))
                .toList();
    }

    static String table(List<FleetReading<GatewayConfiguration>> readings, @Nullable String link) {
        TextTable table = new TextTable(
                "GATEWAY", "GENERATION", "LINK", "PEER", "SUITE", "PERIOD", "CHANGE", "BY", "ENDS IN", "TRANSACTION");
        StringBuilder below = new StringBuilder();
        for (FleetReading<GatewayConfiguration> reading : readings) {
            if (reading.value().isEmpty()) {
                below.append(reading.reason()).append('\n');
                continue;
            }
            GatewayConfiguration found = only(reading.value().get(), link);
            for (String name : names(found)) {
                row(table, reading.gateway(), found, name);
                found.change(name)
                        .flatMap(ChangeStatus::failure)
                        .ifPresent(failure -> below.append(reading.gateway())
                                .append(" link ")
                                .append(name)
                                .append(": ")
                                .append(failure)
                                .append('\n'));
            }
            if (names(found).isEmpty()) {
                table.row(reading.gateway(), found.generation(), "-", "-", "-", "-", "-", "-", "-", "-");
            }
        }
        return table.text() + below;
    }

    private static void row(TextTable table, String gateway, GatewayConfiguration found, String name) {
        Optional<LinkSetting> setting = found.setting(name);
        Optional<ChangeStatus> change =
                found.change(name).filter(one -> !one.transaction().isEmpty());
        table.row(
                gateway,
                found.generation(),
                name,
                setting.map(LinkSetting::peer).orElse("-"),
                setting.map(LinkSetting::suite).orElse("-"),
                setting.map(one -> one.periodMillis() + " ms").orElse("-"),
                change.map(one -> PlanText.word(one.step()) + (one.stepDone() ? "" : " (under way)"))
                        .orElse("-"),
                change.map(ChangeStatus::owner).orElse("-"),
                change.filter(ChangeStatus::underWay)
                        .map(one -> one.remainingMillis() / 1000 + " s")
                        .orElse("-"),
                change.map(ChangeStatus::transaction).orElse("-"));
    }

    private static List<String> names(GatewayConfiguration found) {
        TreeSet<String> names = new TreeSet<>();
        found.settings().forEach(setting -> names.add(setting.link()));
        found.changes().forEach(change -> names.add(change.link()));
        return new ArrayList<>(names);
    }

    private static GatewayConfiguration only(GatewayConfiguration found, @Nullable String link) {
        if (link == null) {
            return found;
        }
        return new GatewayConfiguration(
                found.generation(),
                found.setting(link).map(List::of).orElse(List.of()),
                found.change(link).map(List::of).orElse(List.of()));
    }
}
