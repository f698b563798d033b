package org.qgate.agent.config;

import java.util.List;

/**
 * Traffic of a link and how the kernel is to treat it.
 *
 * @param selectors what is protected
 * @param reqid ties policies and SAs together
 * @param priority of the protecting policies, unsigned 32 bit, lower wins
 * @param blockPriority of the block policies behind them
 * @param replayWindowPackets of inbound SAs
 */
public record LinkPolicies(
        List<TrafficSelector> selectors, int reqid, long priority, long blockPriority, int replayWindowPackets) {
    /** Copies the selectors. */
    public LinkPolicies {
        selectors = List.copyOf(selectors);
    }
}
