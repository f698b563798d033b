package org.qgate.wbem.provider.gateway;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qgate.control.ControlReply.AgentStatus;
import org.qgate.control.ControlReply.Configurations;
import org.qgate.control.KeyPoolStatus;
import org.qgate.control.LinkSas;
import org.qgate.control.LinkStatus;
import org.qgate.control.SelectorStatus;

/**
 * The agent at one moment.
 *
 * @param taken when it was asked
 * @param links ordered by name
 * @param sas by link
 * @param pools by link
 * @param selectors by link
 * @param configurations what each link is configured to be, and the changes of that
 */
record AgentSnapshot(
        Instant taken,
        AgentStatus status,
        List<LinkStatus> links,
        Map<String, LinkSas> sas,
        Map<String, KeyPoolStatus> pools,
        Map<String, List<SelectorStatus>> selectors,
        Configurations configurations) {
    AgentSnapshot {
        links = List.copyOf(links);
        sas = Map.copyOf(sas);
        pools = Map.copyOf(pools);
        selectors = Map.copyOf(selectors);
    }

    /** When the agent started. */
    Instant started() {
        return taken.minusMillis(status.uptimeMillis());
    }

    List<SelectorStatus> selectors(String link) {
        return selectors.getOrDefault(link, List.of());
    }

    Optional<KeyPoolStatus> pool(String link) {
        return Optional.ofNullable(pools.get(link));
    }

    Optional<LinkSas> sas(String link) {
        return Optional.ofNullable(sas.get(link));
    }
}
