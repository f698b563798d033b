package org.qgate.agent.config;

import java.nio.file.Path;
import java.util.List;
import org.qgate.core.model.LinkParameters;

/**
 * One link.
 *
 * @param parameters what the protocol core needs
 * @param endpoints outer addresses and ports
 * @param secretFile the provisioned secret
 * @param policies traffic and how the kernel is to treat it
 * @param esp how its packets are made
 * @param keySource where key bits come from
 * @param network addresses and routes that come and go with the link
 */
public record LinkConfiguration(
        LinkParameters parameters,
        LinkEndpoints endpoints,
        Path secretFile,
        LinkPolicies policies,
        EspOptions esp,
        SimulatedKeyConfiguration keySource,
        LinkNetwork network) {
    /** The same link with policies for other traffic; what its epochs are agreed on with stays as it is. */
    public LinkConfiguration covering(List<TrafficSelector> selectors) {
        LinkPolicies others = new LinkPolicies(
                selectors,
                policies.reqid(),
                policies.priority(),
                policies.blockPriority(),
                policies.replayWindowPackets());
        return new LinkConfiguration(parameters, endpoints, secretFile, others, esp, keySource, network);
    }

    /** Whether it asks for what the data plane xfrm alone can do. */
    public boolean needsXfrm() {
        return esp.offload().isPresent()
                || esp.encapsulation().isPresent()
                || network.tunnelInterface().isPresent();
    }

    /** The link's name as text. */
    public String name() {
        return parameters.link().name();
    }
}
