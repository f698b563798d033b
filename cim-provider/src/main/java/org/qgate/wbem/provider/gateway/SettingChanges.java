package org.qgate.wbem.provider.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qgate.control.ControlReply.Configurations;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimProperty;

/**
 * Tells which configurations of links came, changed and went since it looked last. The first look is no news. For one thread.
 */
final class SettingChanges {
    /** Changes with every other link's configuration too. */
    private static final String GENERATION = "Generation";

    private final Alerts alerts;
    private final ConfigurationInstances instances;
    private final Map<String, CimInstance> known = new LinkedHashMap<>();
    private boolean begun;

    SettingChanges(GatewayNames names, Alerts alerts) {
        this.alerts = alerts;
        this.instances = new ConfigurationInstances(names);
    }

    List<CimInstance> compare(Configurations configurations, Instant now) {
        Map<String, CimInstance> present = new LinkedHashMap<>();
        instances.settings(configurations).forEach(setting -> present.put(link(setting), setting));
        List<CimInstance> told = new ArrayList<>();
        known.forEach((link, setting) -> {
            if (!present.containsKey(link)) {
                told.add(alerts.lifecycle("CIM_InstDeletion", now, setting).build());
            }
        });
        present.forEach((link, setting) -> {
            CimInstance before = known.get(link);
            if (before == null && begun) {
                told.add(alerts.lifecycle("CIM_InstCreation", now, setting).build());
            } else if (before != null) {
                List<String> changed = changed(before, setting);
                if (!changed.isEmpty()) {
                    told.add(alerts.modification(now, before, setting, changed));
                }
            }
        });
        known.clear();
        known.putAll(present);
        begun = true;
        return told;
    }

    private static List<String> changed(CimInstance before, CimInstance after) {
        List<String> changed = new ArrayList<>();
        for (CimProperty property : after.properties()) {
            if (!property.name().equals(GENERATION)
                    && !before.value(property.name()).equals(after.value(property.name()))) {
                changed.add(property.name());
            }
        }
        for (CimProperty property : before.properties()) {
            if (after.property(property.name()).isEmpty()) {
                changed.add(property.name());
            }
        }
        return changed;
    }

    private static String link(CimInstance setting) {
        return setting.string("LinkName").orElse("");
    }
}
