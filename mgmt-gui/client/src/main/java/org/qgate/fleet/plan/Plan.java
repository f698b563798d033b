package org.qgate.fleet.plan;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * The change of a link at both of its ends, as it is shown before anything is sent.
 *
 * @param link name
 * @param ends both, ordered by gateway name, which is the order of the locks
 * @param leftovers changes that a client left behind, undone before this one begins
 */
public record Plan(String link, List<EndPlan> ends, List<Leftover> leftovers) {
    /** Orders the ends. */
    public Plan {
        Objects.requireNonNull(link, "link");
        ends = ends.stream().sorted(Comparator.comparing(EndPlan::gateway)).toList();
        leftovers = List.copyOf(leftovers);
        if (ends.size() != 2 || ends.get(0).gateway().equals(ends.get(1).gateway())) {
            throw new IllegalArgumentException("a link has two ends");
        }
    }

    /** What a plan does. */
    public enum Kind {
        /** The link is at no end. */
        CREATE,
        /** The link is there and shall be another, or is at one end only. */
        CHANGE,
        /** The link is taken away. */
        REMOVE,
        /** Everything is as wanted. */
        NOTHING
    }

    /** What it does. */
    public Kind kind() {
        if (ends.stream().allMatch(end -> end.differences().isEmpty())) {
            return Kind.NOTHING;
        }
        if (ends.stream().allMatch(end -> end.wanted().isEmpty())) {
            return Kind.REMOVE;
        }
        return ends.stream().allMatch(end -> end.running().isEmpty()) ? Kind.CREATE : Kind.CHANGE;
    }
}
