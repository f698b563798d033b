package org.qgate.control;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What the agent answers to a command that it carried out. On the wire the field {@code kind} tells which reply it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
public sealed interface ControlReply {

    /**
     * The agent as a whole.
     *
     * @param gateway this gateway's name
     * @param version program version
     * @param uptimeMillis since the agent started
     * @param dataPlane what protects packets: {@code xfrm}, {@code pfkey} or {@code engine}
     * @param dataPlaneReason why that one, or why it drops packets at the moment
     * @param links configured links
     * @param linksUp links whose traffic is protected and flowing in both directions
     * @param tcpPorts ports that control messages come in at over TCP, ordered by address and number; none where all links use UDP
     * @param warnings sentences that an operator must see, for example that keys are simulated
     */
    @JsonTypeName("status")
    record AgentStatus(
            String gateway,
            String version,
            long uptimeMillis,
            String dataPlane,
            String dataPlaneReason,
            int links,
            int linksUp,
            List<TcpPortStatus> tcpPorts,
            List<String> warnings)
            implements ControlReply {
        public AgentStatus {
            tcpPorts = List.copyOf(tcpPorts);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Every link.
     *
     * @param uptimeMillis of the agent when the answer was made
     * @param dataPlane {@code xfrm}, {@code pfkey} or {@code engine}
     * @param links ordered by name
     */
    @JsonTypeName("links")
    record Links(long uptimeMillis, String dataPlane, List<LinkStatus> links) implements ControlReply {
        public Links {
            links = List.copyOf(links);
        }
    }

    /** One link with its selectors, SAs and key pool. */
    @JsonTypeName("link")
    record LinkDetail(LinkStatus link, List<SelectorStatus> selectors, LinkSas sas, KeyPoolStatus keys)
            implements ControlReply {
        public LinkDetail {
            selectors = List.copyOf(selectors);
        }
    }

    /** Current SAs and windows, one entry a link, ordered by link name. */
    @JsonTypeName("sas")
    record SecurityAssociations(List<LinkSas> links) implements ControlReply {
        public SecurityAssociations {
            links = List.copyOf(links);
        }
    }

    /** Key pools, ordered by link name. */
    @JsonTypeName("keys")
    record Keys(List<KeyPoolStatus> pools) implements ControlReply {
        public Keys {
            pools = List.copyOf(pools);
        }
    }

    /** A changing command was carried out; {@code what} says in a sentence what holds now. */
    @JsonTypeName("done")
    record Done(String what) implements ControlReply {}

    /** A watch has begun; events with the id of its request follow. */
    @JsonTypeName("watching")
    record Watching(long intervalMillis) implements ControlReply {}

    /**
     * How links are configured.
     *
     * @param generation rises with each change of the configuration
     * @param links running configurations, ordered by name
     * @param changes under way or last ended, at most one a link, ordered by link
     */
    @JsonTypeName("configurations")
    record Configurations(long generation, List<LinkConfiguration> links, List<ChangeStatus> changes)
            implements ControlReply {
        public Configurations {
            links = List.copyOf(links);
            changes = List.copyOf(changes);
        }
    }

    /**
     * A link's lock was taken.
     *
     * @param token to be carried by all further steps; higher than that of any earlier lock
     * @param change where the change is
     */
    @JsonTypeName("locked")
    record Locked(long token, ChangeStatus change) implements ControlReply {}

    /** Where the change of a link is. */
    @JsonTypeName("change")
    record Change(ChangeStatus change) implements ControlReply {}

    /** Versions of program and contract. */
    @JsonTypeName("version")
    record VersionInfo(String program, String version, int controlVersion) implements ControlReply {}
}
