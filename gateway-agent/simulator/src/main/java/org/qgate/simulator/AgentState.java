package org.qgate.simulator;

import org.qgate.core.link.LinkSnapshot;
import org.qgate.core.link.LinkState;
import org.qgate.core.model.LinkMarks;

/**
 * What can be seen of a link's state, apart from counts of messages; two are equal if nothing visible happened between.
 *
 * @param state how it stands
 * @param epoch the epoch in force
 * @param outbound what it sends
 * @param inbound what it receives
 * @param keys its keys
 * @param marks what is durable
 * @param resets resets it started
 * @param lastHeardNanos when it heard its peer
 */
record AgentState(
        LinkState state,
        long epoch,
        LinkSnapshot.Outbound outbound,
        LinkSnapshot.Inbound inbound,
        LinkSnapshot.Keys keys,
        LinkMarks marks,
        long resets,
        long lastHeardNanos) {}
