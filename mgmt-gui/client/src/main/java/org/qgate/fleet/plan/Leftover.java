package org.qgate.fleet.plan;

import java.util.ArrayList;
import java.util.List;
import org.qgate.fleet.link.ChangeStatus;

/**
 * A change that is under way at one gateway or at both without a client that goes on with it.
 *
 * @param transaction its id
 * @param owner who began it
 * @param gateways where it is undecided
 * @param furthest where it is furthest
 */
public record Leftover(String transaction, String owner, List<String> gateways, ChangeStatus furthest) {
    /** Copies the list. */
    public Leftover {
        gateways = List.copyOf(gateways);
    }

    static Leftover at(String gateway, ChangeStatus status) {
        return new Leftover(status.transaction(), status.owner(), List.of(gateway), status);
    }

    Leftover joinedBy(Leftover other) {
        List<String> both = new ArrayList<>(gateways);
        both.addAll(other.gateways);
        boolean further = other.furthest.step().compareTo(furthest.step()) > 0;
        return new Leftover(transaction, owner, both, further ? other.furthest : furthest);
    }
}
