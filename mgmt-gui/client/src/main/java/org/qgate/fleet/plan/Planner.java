package org.qgate.fleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.fleet.link.ChangeStatus;
import org.qgate.fleet.link.GatewayConfiguration;
import org.qgate.fleet.link.LinkSetting;

/** Compares what is wanted of a link with what its two gateways have. */
public final class Planner {
    private Planner() {}

    /**
     * The way from what runs to the definition.
     *
     * @param configurations of both gateways, by name
     */
    public static Plan toDefinition(LinkDefinition definition, Map<String, GatewayConfiguration> configurations) {
        List<EndPlan> ends = new ArrayList<>();
        for (String gateway : definition.gateways()) {
            GatewayConfiguration configuration = of(configurations, gateway);
            Optional<LinkSetting> running = configuration.setting(definition.link());
            ends.add(new EndPlan(
                    gateway,
                    configuration.generation(),
                    running,
                    Optional.of(wanted(definition.settingOf(gateway), running))));
        }
        return new Plan(definition.link(), ends, leftovers(definition.link(), configurations));
    }

    /** A secret that the definition does not name stays: another name would stop the link and start it again. */
    private static LinkSetting wanted(LinkSetting defined, Optional<LinkSetting> running) {
        return defined.secretName().isEmpty() && running.isPresent()
                ? defined.withSecretName(running.get().secretName())
                : defined;
    }

    /** The way to no link. */
    public static Plan toRemoval(String link, Map<String, GatewayConfiguration> configurations) {
        List<EndPlan> ends = new ArrayList<>();
        configurations.forEach((gateway, configuration) -> ends.add(
                new EndPlan(gateway, configuration.generation(), configuration.setting(link), Optional.empty())));
        return new Plan(link, ends, leftovers(link, configurations));
    }

    /** Changes of the link that are under way, one for each transaction. */
    public static List<Leftover> leftovers(String link, Map<String, GatewayConfiguration> configurations) {
        Map<String, Leftover> byTransaction = new LinkedHashMap<>();
        configurations.forEach((gateway, configuration) -> {
            Optional<ChangeStatus> change = configuration.change(link).filter(ChangeStatus::underWay);
            change.ifPresent(status ->
                    byTransaction.merge(status.transaction(), Leftover.at(gateway, status), Leftover::joinedBy));
        });
        return List.copyOf(byTransaction.values());
    }

    /** The gateways that a link joins, by what those in reach say: empty unless it is clear. */
    public static List<String> endsOf(String link, Map<String, GatewayConfiguration> configurations) {
        List<String> ends = new ArrayList<>();
        configurations.forEach((gateway, configuration) -> {
            Optional<LinkSetting> setting = configuration.setting(link);
            setting.ifPresent(one -> {
                addOnce(ends, gateway);
                addOnce(ends, one.peer());
            });
        });
        return ends.size() == 2 ? List.copyOf(ends) : List.of();
    }

    private static void addOnce(List<String> names, String name) {
        if (!names.contains(name)) {
            names.add(name);
        }
    }

    private static GatewayConfiguration of(Map<String, GatewayConfiguration> configurations, String gateway) {
        GatewayConfiguration configuration = configurations.get(gateway);
        if (configuration == null) {
            throw new IllegalArgumentException("the configuration of " + gateway + " was not read");
        }
        return configuration;
    }
}
