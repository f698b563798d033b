package org.qgate.agent.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.qgate.control.LinkConfiguration;

/**
 * All that an agent remembers of changed configurations.
 *
 * @param generation of the configuration that runs; 0 is that of the configuration file alone
 * @param lastGeneration the highest that was ever given out
 * @param lastToken the highest token that was ever given out
 * @param links links that differ from the configuration file, by name
 * @param changes the last change of each link
 * @param confirmed names of the last transactions that were confirmed, the newest last
 */
public record ConfigurationState(
        long generation,
        long lastGeneration,
        long lastToken,
        Map<String, Confirmed> links,
        Map<String, ChangeRecord> changes,
        List<String> confirmed) {
    /** Most names of confirmed transactions. */
    public static final int CONFIRMED_MAX = 256;

    /** Nothing was ever changed. */
    public static final ConfigurationState NONE = new ConfigurationState(0, 0, 0, Map.of(), Map.of(), List.of());

    /**
     * What a change has made of a link.
     *
     * @param configuration how it runs, empty if it was removed
     */
    public record Confirmed(Optional<LinkConfiguration> configuration) {}

    /** Copies what it holds. */
    public ConfigurationState {
        links = Map.copyOf(links);
        changes = Map.copyOf(changes);
        confirmed = List.copyOf(confirmed);
    }

    ConfigurationState withToken(long token) {
        return new ConfigurationState(generation, lastGeneration, token, links, changes, confirmed);
    }

    ConfigurationState withLastGeneration(long last) {
        return new ConfigurationState(generation, last, lastToken, links, changes, confirmed);
    }

    ConfigurationState running(long newGeneration) {
        return new ConfigurationState(newGeneration, lastGeneration, lastToken, links, changes, confirmed);
    }

    ConfigurationState with(ChangeRecord change) {
        Map<String, ChangeRecord> all = new TreeMap<>(changes);
        all.put(change.link(), change);
        return new ConfigurationState(generation, lastGeneration, lastToken, links, all, confirmed);
    }

    ConfigurationState without(String link) {
        Map<String, ChangeRecord> all = new TreeMap<>(changes);
        all.remove(link);
        return new ConfigurationState(generation, lastGeneration, lastToken, links, all, confirmed);
    }

    /** The change is confirmed: what it wants is what the agent starts with from now on. */
    ConfigurationState confirming(ChangeRecord change) {
        Map<String, Confirmed> all = new TreeMap<>(links);
        all.put(change.link(), new Confirmed(change.wanted()));
        List<String> names = new ArrayList<>(confirmed);
        names.add(change.transaction());
        List<String> last = names.subList(Math.max(0, names.size() - CONFIRMED_MAX), names.size());
        return new ConfigurationState(generation, lastGeneration, lastToken, all, changes, last).with(change);
    }

    /**
     * The links that an agent starts with: those of the configuration file, as far as no confirmed change says otherwise, what was
     * committed and not decided, and what goes when both agents know it.
     *
     * @param ofFile links of the configuration file, described
     */
    public Map<String, LinkConfiguration> starting(Map<String, LinkConfiguration> ofFile) {
        Map<String, LinkConfiguration> starting = new TreeMap<>(ofFile);
        links.forEach((name, confirmedLink) -> put(starting, name, confirmedLink.configuration()));
        changes.values().forEach(change -> {
            boolean committed = change.phase() == ChangeRecord.Phase.COMMITTED && !change.isRemoval();
            // It is undone at once, and the peer may have to be told.
            boolean met = change.phase() == ChangeRecord.Phase.OPEN && change.met() && change.isCreation();
            if (committed || met) {
                put(starting, change.link(), change.wanted());
            } else if (change.leaving().isPresent()) {
                put(starting, change.link(), change.leaving());
            }
        });
        return starting;
    }

    private static void put(
            Map<String, LinkConfiguration> links, String name, Optional<LinkConfiguration> configuration) {
        if (configuration.isPresent()) {
            links.put(name, configuration.get());
        } else {
            links.remove(name);
        }
    }
}
