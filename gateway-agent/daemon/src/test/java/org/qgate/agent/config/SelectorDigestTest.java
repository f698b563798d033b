package org.qgate.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.core.model.Role;
import org.qgate.linux.inet.IpPrefix;

class SelectorDigestTest {
    private static TrafficSelector selector(String local, String remote) {
        return new TrafficSelector(IpPrefix.parse(local), IpPrefix.parse(remote));
    }

    @Test
    void isTheNumberOfTheSpecificationAtBothEnds() {
        assertThat(SelectorDigest.of(List.of(selector("10.1.0.0/24", "10.2.0.0/24")), Role.LOW, true))
                .isEqualTo(0x5f720666cc1b3a73L)
                .isEqualTo(SelectorDigest.of(List.of(selector("10.2.0.0/24", "10.1.0.0/24")), Role.HIGH, true));
    }

    @Test
    void theOrderOfSelectorsDoesNotMatterAndTheirDirectionDoes() {
        TrafficSelector one = selector("10.1.0.0/24", "10.2.0.0/24");
        TrafficSelector two = selector("2001:db8:1::/48", "2001:db8:2::/48");
        assertThat(SelectorDigest.of(List.of(one, two), Role.LOW, true))
                .isEqualTo(SelectorDigest.of(List.of(two, one), Role.LOW, true))
                .isNotEqualTo(SelectorDigest.of(List.of(one, two), Role.HIGH, true))
                .isNotEqualTo(SelectorDigest.of(List.of(one), Role.LOW, true));
    }

    @Test
    void endsThatCountDifferentlyDiffer() {
        assertThat(SelectorDigest.of(List.of(selector("10.1.0.0/24", "10.2.0.0/24")), Role.LOW, false))
                .isEqualTo(0x622e5c75f915b68eL);
    }
}
