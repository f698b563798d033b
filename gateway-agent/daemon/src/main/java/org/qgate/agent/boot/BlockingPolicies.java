package org.qgate.agent.boot;

import java.util.ArrayList;
import java.util.List;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.config.TrafficSelector;

/** Blocks a link by the kernel's IPsec policies, which the agent replaces by its own when it starts. */
public final class BlockingPolicies {
    private BlockingPolicies() {}

    /** Arguments of {@code ip} for a link's selectors. */
    public static List<String> of(LinkConfiguration link) {
        List<String> lines = new ArrayList<>();
        long priority = link.policies().blockPriority();
        for (TrafficSelector selector : link.policies().selectors()) {
            String there = "src " + selector.local() + " dst " + selector.remote();
            String back = "src " + selector.remote() + " dst " + selector.local();
            lines.add(line(there, "out", priority));
            lines.add(line(back, "in", priority));
            lines.add(line(back, "fwd", priority));
        }
        return lines;
    }

    private static String line(String selector, String direction, long priority) {
        return "xfrm policy add " + selector + " dir " + direction + " priority " + priority + " action block";
    }
}
