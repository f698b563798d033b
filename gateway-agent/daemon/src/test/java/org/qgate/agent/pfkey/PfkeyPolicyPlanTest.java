package org.qgate.agent.pfkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.LinkEndpoints;
import org.qgate.agent.config.LinkPolicies;
import org.qgate.agent.config.Transport;
import org.qgate.linux.inet.IpAddress;

class PfkeyPolicyPlanTest {
    private static List<String> passing(Transport transport, String local, String remote) {
        LinkEndpoints endpoints = new LinkEndpoints(
                IpAddress.parse("203.0.113.1"), IpAddress.parse("203.0.113.2"), 5600, 5601, transport);
        LinkPolicies policies =
                new LinkPolicies(List.of(PfkeyTestLinks.selector(local, remote)), 256, 1000, 2000, 1024);
        return new PfkeyPolicyPlan(endpoints, policies, ReqidBlock.of(256))
                .bypasses().stream()
                        .map(policy -> policy.rule().direction() + " "
                                + policy.selector().protocol() + " "
                                + policy.selector().sourcePort() + " "
                                + policy.selector().destinationPort())
                        .toList();
    }

    @Test
    void letsOwnMessagesPassOnlyWhereTheSelectorsCoverThem() {
        assertThat(passing(Transport.UDP, "10.1.0.0/24", "10.2.0.0/24")).isEmpty();
        assertThat(passing(Transport.TCP, "10.1.0.0/24", "10.2.0.0/24")).isEmpty();
        assertThat(passing(Transport.UDP, "203.0.113.1/32", "203.0.113.0/24"))
                .containsExactly(
                        "OUTBOUND 17 5600 5600",
                        "INBOUND 17 5600 5600",
                        "OUTBOUND 17 5601 5601",
                        "INBOUND 17 5601 5601");
    }

    @Test
    void letsTcpPassInBothDirectionsOfBothConnections() {
        assertThat(passing(Transport.TCP, "203.0.113.1/32", "203.0.113.0/24"))
                .containsExactlyInAnyOrder(
                        "OUTBOUND 6 0 5600",
                        "INBOUND 6 5600 0",
                        "OUTBOUND 6 5600 0",
                        "INBOUND 6 0 5600",
                        "OUTBOUND 6 0 5601",
                        "INBOUND 6 5601 0",
                        "OUTBOUND 6 5601 0",
                        "INBOUND 6 0 5601");
    }
}
