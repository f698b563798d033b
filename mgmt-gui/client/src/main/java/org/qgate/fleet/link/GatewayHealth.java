package org.qgate.fleet.link;

import java.util.List;

/**
 * What a gateway says of itself now.
 *
 * @param agentVersion empty while its agent has never been reached
 * @param dataPlane what protects packets, for example {@code xfrm}
 * @param agentAnswers whether its agent answers the WBEM server
 * @param uptimeMillis of the agent
 * @param links ordered by name
 * @param warnings sentences that an operator must see
 */
public record GatewayHealth(
        String agentVersion,
        String dataPlane,
        boolean agentAnswers,
        long uptimeMillis,
        List<LinkHealth> links,
        List<String> warnings) {
    /** Copies the lists. */
    public GatewayHealth {
        links = List.copyOf(links);
        warnings = List.copyOf(warnings);
    }
}
