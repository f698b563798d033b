package org.qgate.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.agent.config.TrafficSelector;
import org.qgate.linux.inet.IpPrefix;

class SelectorProbeTest {
    private static TrafficSelector selector(String local, String remote) {
        return new TrafficSelector(IpPrefix.parse(local), IpPrefix.parse(remote));
    }

    @Test
    void sendsOneForEachSelectorWithAnAddressOfThisHost() {
        List<TrafficSelector> selectors =
                List.of(selector("127.0.0.0/8", "127.0.0.0/8"), selector("198.51.100.0/24", "127.0.0.0/8"));
        assertThat(new SelectorProbe().send(selectors)).isEqualTo(1);
    }

    @Test
    void aimsAtTheFirstHost() {
        assertThat(SelectorProbe.firstHost(IpPrefix.parse("10.2.0.0/24"))).containsExactly(10, 2, 0, 1);
        assertThat(SelectorProbe.firstHost(IpPrefix.parse("10.2.0.8/32"))).containsExactly(10, 2, 0, 8);
    }
}
