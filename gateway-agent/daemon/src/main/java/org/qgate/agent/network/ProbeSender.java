package org.qgate.agent.network;

import java.util.List;
import org.qgate.agent.config.TrafficSelector;

/** Sends packets that prove a tunnel. */
@FunctionalInterface
public interface ProbeSender {
    /** Sends one within each selector in which this gateway has an address; returns how many. */
    int send(List<TrafficSelector> selectors);
}
