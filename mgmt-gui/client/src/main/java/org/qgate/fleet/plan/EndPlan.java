package org.qgate.fleet.plan;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.qgate.fleet.link.LinkSetting;

/**
 * What a change does at one end.
 *
 * @param gateway name
 * @param generation of the configuration that the plan was made from
 * @param running as it is; empty if there is no such link
 * @param wanted as it shall be; empty to remove the link
 */
public record EndPlan(String gateway, long generation, Optional<LinkSetting> running, Optional<LinkSetting> wanted) {
    /** Refuses null. */
    public EndPlan {
        Objects.requireNonNull(gateway, "gateway");
        Objects.requireNonNull(running, "running");
        Objects.requireNonNull(wanted, "wanted");
    }

    /** What differs. */
    public List<Difference> differences() {
        return Difference.between(running, wanted);
    }
}
