package org.qgate.wbem.provider.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qgate.wbem.model.CimInstance;
import org.qgate.wbem.model.CimNames;
import org.qgate.wbem.model.CimObjectPath;
import org.qgate.wbem.model.CimProperty;

/** Every instance that is made of one reading; each class is made when it is asked for, and once. */
final class GatewayPicture {
    private final AgentReading reading;
    private final Map<String, Supplier<List<CimInstance>>> makers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    /** Instances of a class with their indexes. */
    private static final class Made {
        private final List<CimInstance> instances;
        private final Map<CimObjectPath, CimInstance> byPath = new HashMap<>();
        private final Map<CimObjectPath, List<CimInstance>> bySource = new HashMap<>();

        Made(List<CimInstance> instances) {
            this.instances = instances;
            for (CimInstance instance : instances) {
                CimObjectPath path = instance.path();
                if (path != null) {
                    byPath.put(path.local(), instance);
                }
                for (CimProperty property : instance.properties()) {
                    if (property.value() instanceof CimObjectPath source) {
                        bySource.computeIfAbsent(source, none -> new ArrayList<>())
                                .add(instance);
                    }
                }
            }
        }
    }

    GatewayPicture(GatewayNames names, AgentReading reading) {
        this.reading = reading;
        SystemInstances system = new SystemInstances(names);
        LinkInstances links = new LinkInstances(names);
        SaInstances sas = new SaInstances(names);
        PolicyInstances policies = new PolicyInstances(names);
        KeyInstances keys = new KeyInstances(names);
        makers.put(GatewayNames.GATEWAY, () -> system.gateway(reading));
        makers.put(GatewayNames.AGENT_SERVICE, () -> system.agentService(reading));
        makers.put(GatewayNames.KEY_SERVICE, () -> system.keyService(reading));
        makers.put(GatewayNames.LINK, () -> links.links(reading));
        makers.put(GatewayNames.LINK_STATISTICS, () -> links.statistics(reading));
        makers.put(GatewayNames.WINDOW_STATISTICS, () -> links.windows(reading));
        makers.put(GatewayNames.PEER, () -> links.peers(reading));
        makers.put(GatewayNames.SA, () -> sas.associations(reading));
        makers.put(GatewayNames.SA_STATISTICS, () -> sas.statistics(reading));
        makers.put(GatewayNames.POLICY, policies::policy);
        makers.put(GatewayNames.RULE, () -> policies.rules(reading));
        makers.put(GatewayNames.ACTION, () -> policies.actions(reading));
        makers.put(GatewayNames.TRANSFORM, () -> policies.transforms(reading));
        makers.put(GatewayNames.CONDITION, () -> policies.conditions(reading));
        makers.put(GatewayNames.SELECTOR_LIST, () -> policies.selectorLists(reading));
        makers.put(GatewayNames.SELECTOR, () -> policies.selectors(reading));
        makers.put(GatewayNames.KEY_SOURCE, () -> keys.sources(reading));
        makers.put(GatewayNames.KEY_POOL, () -> keys.pools(reading));
        ConfigurationInstances configuration = new ConfigurationInstances(names);
        makers.put(GatewayNames.CONFIGURATION_SERVICE, () -> configuration.service(reading));
        makers.put(GatewayNames.LINK_SETTING, () -> configuration.settings(reading));
        makers.put(GatewayNames.LINK_CHANGE, () -> configuration.changes(reading));
        makers.put(GatewayNames.ALARM, () -> new AlarmInstances(names).alarms(reading));
        MetricInstances metrics = new MetricInstances(names);
        makers.put(GatewayNames.METRIC_DEFINITION, metrics::definitions);
        makers.put(GatewayNames.METRIC_VALUE, () -> metrics.values(reading));
        putAll(Associations.CLASSES, new Once(() -> Associations.of(names, reading)));
        putAll(MetricInstances.ASSOCIATIONS, new Once(() -> metrics.associations(reading)));
    }

    private void putAll(List<String> classes, Supplier<Map<String, List<CimInstance>>> associations) {
        for (String association : classes) {
            makers.put(association, () -> associations.get().getOrDefault(association, List.of()));
        }
    }

    /** Association classes that there can be instances of. */
    static List<String> associationClasses() {
        return Stream.concat(Associations.CLASSES.stream(), MetricInstances.ASSOCIATIONS.stream())
                .toList();
    }

    AgentReading reading() {
        return reading;
    }

    /** Classes that there can be instances of. */
    List<String> classes() {
        return List.copyOf(makers.keySet());
    }

    List<CimInstance> instances(String className) {
        return made(className).instances;
    }

    Optional<CimInstance> find(CimObjectPath path) {
        return Optional.ofNullable(made(path.className()).byPath.get(path.local()));
    }

    List<CimInstance> references(String className, CimObjectPath source) {
        return made(className).bySource.getOrDefault(source.onHost(null), List.of());
    }

    private Made made(String className) {
        return made.computeIfAbsent(CimNames.fold(className), folded -> {
            Supplier<List<CimInstance>> maker = makers.get(className);
            return new Made(maker == null ? List.of() : maker.get());
        });
    }

    /** Computes a value when it is asked for the first time. */
    private static final class Once implements Supplier<Map<String, List<CimInstance>>> {
        private final Supplier<Map<String, List<CimInstance>>> maker;
        private @Nullable Map<String, List<CimInstance>> value;

        Once(Supplier<Map<String, List<CimInstance>>> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized Map<String, List<CimInstance>> get() {
            Map<String, List<CimInstance>> known = value;
            if (known == null) {
                known = maker.get();
                value = known;
            }
            return known;
        }
    }
}
