package org.qgate.agent.dataplane;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.core.model.LinkName;

/**
 * What stands of links where packets are protected: prepared before the first SA, emptied at a stop, taken away at a removal. For the
 * loop's thread. All but {@link #prepare} are for prepared links only.
 */
public interface DataPlane extends SaProgrammer {
    /**
     * Blocks the link's traffic and puts everything in place that its first SA needs. What a predecessor left stays as it is: its SAs go
     * on carrying traffic.
     *
     * @return SAs that a predecessor left
     */
    int prepare(LinkConfiguration link) throws IOException;

    /** Refuses suites that it cannot do, before any key is drawn for them; all links are prepared. */
    void requireSuites(List<LinkConfiguration> links) throws IOException;

    /**
     * Refuses a link that cannot be served as the data plane runs now; nothing of it is prepared yet.
     *
     * @param others links that run beside it
     */
    void admit(LinkConfiguration link, List<LinkConfiguration> others) throws IOException;

    /**
     * Whether it can protect a link's control port by AH. Not for data planes without AH.
     *
     * @return why not, in a few words; empty when it can
     */
    default Optional<String> controlAh(LinkConfiguration link) throws IOException {
        return Optional.of("this data plane has no AH");
    }

    /** Starts what serves links, if nothing does yet, for one that is prepared. Does not wait until it serves. */
    default void summon(LinkConfiguration link) {
        // A kernel is always there.
    }

    /** Whether what was summoned for a link serves by now; says why it cannot. */
    default boolean serves(LinkConfiguration link) throws IOException {
        return true;
    }

    /** Leads a prepared link's traffic to where it is protected; its addresses stand by now. */
    void route(LinkConfiguration link) throws IOException;

    /**
     * Changes which traffic a link protects, under the SAs that it has. Traffic that is added is blocked before it is received and received
     * before it is sent; what goes takes the same way back, and is then routed like any other. Repeating it is harmless.
     */
    void cover(LinkName link, TrafficCover cover) throws IOException;

    /** Takes all SAs away; what blocks stays, so nothing passes in clear. */
    void retreat(LinkName link) throws IOException;

    /** Takes away what blocks: from here on the link's traffic is routed like any other. */
    void lift(LinkName link) throws IOException;

    /**
     * Puts back what of a link's rules somebody else has deleted or changed, those that block first. Not for data planes whose rules
     * nobody else reaches.
     *
     * @return what was wrong, a few words each; empty when all stood
     */
    default List<String> repair(LinkName link) throws IOException {
        return List.of();
    }

    /** An outbound SA as it stands now. */
    Optional<StandingSa> outbound(LinkName link, int spi) throws IOException;

    /** An inbound SA as it stands now. */
    Optional<StandingSa> inbound(LinkName link, int spi) throws IOException;

    /** Packets that came in without an SA for them, of the whole host; 0 where nobody counts them. */
    default long missing() {
        return 0;
    }

    /** What outbound SAs that are gone have carried. */
    Traffic outboundGone(LinkName link);

    /** What inbound SAs that are gone have carried and refused. */
    Traffic inboundGone(LinkName link);

    /** What a network card does for the link, if it is to do anything. */
    default Optional<CardReport> card(LinkName link) {
        return Optional.empty();
    }

    /** Why it does not protect packets at the moment, in a sentence; empty while it does. What it cannot protect it drops. */
    default Optional<String> outage() {
        return Optional.empty();
    }

    /** The agent ends in order, all links have retreated or were lifted: what only serves them ends too. */
    default void finish() {
        // A kernel serves on.
    }
}
