package org.qgate.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CorruptionTest {
    private final EventQueue clock = new EventQueue();

    private Corruption corruption(boolean happens) {
        return new Corruption(new SimRandom(4), Strikes.unnumbered(1, clock), happens);
    }

    @Test
    void alwaysMakesOtherBytesOfIt() {
        Corruption corruption = corruption(true);
        byte[] sent = new byte[100];
        Set<Integer> lengths = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            byte[] damaged = corruption.damaged(sent);
            assertThat(damaged).isNotEqualTo(sent);
            lengths.add(damaged.length);
        }
        assertThat(lengths).contains(100).hasSizeGreaterThan(50);
        assertThat(sent).containsOnly(0);
    }

    @Test
    void endsWhenThePathHeals() {
        Corruption corruption = corruption(true);
        int hits = 0;
        for (int i = 0; i < 5000; i++) {
            hits += corruption.hits() ? 1 : 0;
        }
        assertThat(hits).isPositive();
        corruption.heal();
        for (int i = 0; i < 5000; i++) {
            assertThat(corruption.hits()).isFalse();
        }
    }

    @Test
    void neverHappensUnasked() {
        Corruption corruption = corruption(false);
        for (int i = 0; i < 5000; i++) {
            assertThat(corruption.hits()).isFalse();
        }
    }
}
