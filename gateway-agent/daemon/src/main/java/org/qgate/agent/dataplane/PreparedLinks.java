package org.qgate.agent.dataplane;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.qgate.core.model.LinkName;

/**
 * The links that a data plane has prepared.
 *
 * @param <L> what it knows of one
 */
public final class PreparedLinks<L> {
    private final Map<LinkName, L> links = new HashMap<>();

    /** Another one, or the same anew. */
    public void put(LinkName name, L link) {
        links.put(name, link);
    }

    /** A link that must be prepared by now. */
    public L require(LinkName name) {
        return find(name).orElseThrow(() -> new IllegalStateException("link " + name + " was not prepared"));
    }

    /** A link, if it is prepared. */
    public Optional<L> find(LinkName name) {
        return Optional.ofNullable(links.get(name));
    }

    /** All of them. */
    public Collection<L> all() {
        return links.values();
    }
}
