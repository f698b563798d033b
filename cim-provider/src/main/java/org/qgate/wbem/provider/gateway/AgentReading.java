package org.qgate.wbem.provider.gateway;

import java.util.Optional;

/**
 * What is known of the agent.
 *
 * @param last the last snapshot; empty if the agent has never been reached
 * @param reachable whether the agent answered when it was asked last
 * @param reason why it did not, in a sentence; empty if it did
 */
record AgentReading(Optional<AgentSnapshot> last, boolean reachable, String reason) {
    static AgentReading of(AgentSnapshot snapshot) {
        return new AgentReading(Optional.of(snapshot), true, "");
    }
}
