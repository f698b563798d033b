package org.qgate.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.linux.inet.IpPrefix;

class WantedSasTest {
    private static final long SECOND = WantedSas.INTERVAL_NANOS;

    private final WantedSas wanted = new WantedSas();
    private final List<Policy> told = new ArrayList<>();

    private static Policy policy(int reqid) {
        return Policy.of(IpPrefix.parse("10.1.0.0/16"), IpPrefix.parse("10.2.0.0/16"), Decision.protect(reqid));
    }

    @Test
    void tellsOfAPolicyOnceInASecond() {
        for (long now = 0; now < 3 * SECOND; now += SECOND / 1000) {
            wanted.missed(policy(1), now);
            wanted.tell(told::add);
        }
        assertThat(told).containsExactly(policy(1), policy(1), policy(1));
    }

    @Test
    void tellsOfManyPoliciesNoMoreThanItsBound() {
        for (int reqid = 1; reqid < 5_000; reqid++) {
            wanted.missed(policy(reqid), 0);
        }
        wanted.tell(told::add);
        assertThat(told).hasSize(WantedSas.PER_SECOND_MAX).doesNotHaveDuplicates();
        for (int reqid = 1; reqid < 5_000; reqid++) {
            wanted.missed(policy(reqid), SECOND);
        }
        wanted.tell(told::add);
        assertThat(told).hasSize(2 * WantedSas.PER_SECOND_MAX);
        wanted.tell(told::add);
        assertThat(told).hasSize(2 * WantedSas.PER_SECOND_MAX);
    }
}
