package org.qgate.lab;

import java.util.List;
import java.util.Map;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.wire.LossReport;

/**
 * What one fault cost the packets between the hosts.
 *
 * @param fault which
 * @param seconds it lasted, what was done to heal it included
 * @param hosts packets that the hosts sent to each other, both directions together, and those that came out at the other host
 * @param wire ESP packets that left the gateways, and those that the network brought to the other one
 * @param probes UDP echoes every 5 ms and their answers
 * @param spis different SPIs of both directions on the wire
 * @param clear packets between the gateways in clear
 * @param captureDrops packets that some capture missed; all counts are lower bounds then
 * @param kernelErrors counters of {@code /proc/net/xfrm_stat} that rose
 * @param returns of the agents that were started again
 */
record FaultResult(
        Fault fault,
        double seconds,
        LossReport hosts,
        LossReport wire,
        PingCount probes,
        int spis,
        long clear,
        long captureDrops,
        Map<String, Long> kernelErrors,
        List<AgentReturn> returns) {
    FaultResult {
        kernelErrors = Map.copyOf(kernelErrors);
        returns = List.copyOf(returns);
    }

    /** Packets that the sending gateway did not put on the wire. */
    long notSent() {
        return hosts.sent() - wire.sent();
    }

    /** Packets that the network delivered and the receiving gateway did not pass on. */
    long notDeciphered() {
        return wire.delivered() - hosts.delivered();
    }
}
