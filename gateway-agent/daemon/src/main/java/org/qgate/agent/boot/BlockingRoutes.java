package org.qgate.agent.boot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.qgate.agent.config.EngineConfiguration;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.linux.inet.IpFamily;

/**
 * Blocks a link by routing rules, as the engine's data plane does, which takes exactly these over when it starts. The kernel's policies
 * would block what goes into the engine too.
 */
public final class BlockingRoutes {
    private final EngineConfiguration engine;

    /** With the engine's table and preferences. */
    public BlockingRoutes(EngineConfiguration engine) {
        this.engine = engine;
    }

    /** Arguments of {@code ip} for a link's selectors. */
    public List<String> of(LinkConfiguration link) {
        Set<String> lines = new LinkedHashSet<>();
        for (TrafficSelector selector : link.policies().selectors()) {
            String local = selector.local().masked().toString();
            String remote = selector.remote().masked().toString();
            lines.add("route add prohibit " + remote + " table " + engine.table() + " metric 4000 proto 81");
            // Unlike for routes and policies, ip(8) does not take the family of a rule from its prefixes.
            String add = (selector.remote().family() == IpFamily.IPV4 ? "-4" : "-6") + " rule add ";
            lines.add(add + "to " + remote + " lookup " + engine.table() + " pref " + engine.preference()
                    + " protocol 0");
            lines.add(add + "from " + remote + " to " + local + " prohibit pref " + (engine.preference() + 2)
                    + " protocol 0");
        }
        return List.copyOf(lines);
    }
}
