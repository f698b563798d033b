package org.qgate.simulator.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpiChainTest {
    private static int firstRepeat(int seed, long salt, int stepsMax) {
        SpiChain chain = new SpiChain(seed, salt);
        Set<Integer> seen = new HashSet<>();
        for (int step = 1; step <= stepsMax; step++) {
            if (!seen.add(chain.next())) {
                return step;
            }
        }
        return Integer.MAX_VALUE;
    }

    @Test
    void isTheSameAtBothEnds() {
        SpiChain one = new SpiChain(7, 11);
        SpiChain other = new SpiChain(7, 11);
        for (int i = 0; i < 1000; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void dependsOnSeedAndSalt() {
        int spi = new SpiChain(7, 11).next();
        assertThat(new SpiChain(8, 11).next()).isNotEqualTo(spi);
        assertThat(new SpiChain(7, 12).next()).isNotEqualTo(spi);
    }

    @Test
    void namesNoReservedSpi() {
        SpiChain chain = new SpiChain(1, 1);
        for (int i = 0; i < 10_000; i++) {
            assertThat(Integer.compareUnsigned(chain.next(), 256)).isNotNegative();
        }
    }

    /** The weakness of a state of 32 bits: by the birthday bound the chain repeats after some 80,000 steps. */
    @Test
    void runsIntoACycleWithinMinutesOfTwentyMillisecondPeriods() {
        for (int salt = 1; salt <= 5; salt++) {
            assertThat(firstRepeat(42, salt, 500_000)).isLessThan(500_000);
        }
    }
}
