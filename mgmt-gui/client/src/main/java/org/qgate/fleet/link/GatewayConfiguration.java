package org.qgate.fleet.link;

import java.util.List;
import java.util.Optional;

/**
 * The links of one gateway as they are configured, at one moment.
 *
 * @param generation rises with each confirmed change; a lock is only given to who has seen the newest
 * @param settings running configurations
 * @param changes under way, and the last one of each link
 */
public record GatewayConfiguration(long generation, List<LinkSetting> settings, List<ChangeStatus> changes) {
    /** Copies the lists. */
    public GatewayConfiguration {
        settings = List.copyOf(settings);
        changes = List.copyOf(changes);
    }

    /** The running configuration of a link. */
    public Optional<LinkSetting> setting(String link) {
        return settings.stream().filter(setting -> setting.link().equals(link)).findFirst();
    }

    /** The change of a link, under way or ended. */
    public Optional<ChangeStatus> change(String link) {
        return changes.stream().filter(change -> change.link().equals(link)).findFirst();
    }
}
