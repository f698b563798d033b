package org.qgate.agent.config;

import java.nio.file.Path;
import java.util.List;
import org.qgate.core.model.GatewayId;

/**
 * A whole agent.
 *
 * @param gateway this gateway
 * @param stateDirectory of marks and ledger
 * @param control the control socket
 * @param ledger bounds of the audit ledger
 * @param dataPlane what is to protect packets
 * @param engine how the embedded engine runs, where it does
 * @param secretsMax secrets that may live in locked memory at once
 * @param links ordered by name
 * @param settings reads links that are changed while the agent runs
 */
public record AgentConfiguration(
        GatewayId gateway,
        Path stateDirectory,
        ControlConfiguration control,
        LedgerConfiguration ledger,
        DataPlaneKind dataPlane,
        EngineConfiguration engine,
        int secretsMax,
        List<LinkConfiguration> links,
        LinkSettings settings) {
    /** Copies the links. */
    public AgentConfiguration {
        links = List.copyOf(links);
    }

    /** The same with other links. */
    public AgentConfiguration withLinks(List<LinkConfiguration> others) {
        return new AgentConfiguration(
                gateway, stateDirectory, control, ledger, dataPlane, engine, secretsMax, others, settings);
    }
}
