package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PeriodRasterTest {
    private static final double NOMINAL_NANOS = 20e6;

    /** Changes of a period, every fiftieth missed, up to 4 ms late and every hundredth up to 16 ms. */
    private static long[] changes(double periodNanos, long seed) {
        Random random = new Random(seed);
        return LongStream.range(0, 1500)
                .filter(slot -> slot % 50 != 7)
                .map(slot -> {
                    double late = random.nextDouble() * (slot % 100 == 3 ? 16e6 : 4e6);
                    return (long) (slot * periodNanos + late);
                })
                .toArray();
    }

    @Test
    void isNotMisledByLateAndMissedChanges() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(PeriodRaster.periodMillis(changes(20e6, seed), NOMINAL_NANOS))
                    .as("seed %d", seed)
                    .isCloseTo(20, within(0.002));
        }
    }

    @Test
    void showsADriftOfAThousandth() {
        for (long seed = 0; seed < 100; seed++) {
            assertThat(PeriodRaster.periodMillis(changes(20.02e6, seed), NOMINAL_NANOS))
                    .as("seed %d", seed)
                    .isCloseTo(20.02, within(0.002));
            assertThat(PeriodRaster.periodMillis(changes(19.96e6, seed), NOMINAL_NANOS))
                    .as("seed %d", seed)
                    .isCloseTo(19.96, within(0.002));
        }
    }

    @Test
    void showsChangesThatAreMadeUpForByABurst() {
        long[] burst = LongStream.range(0, 1500)
                .map(i -> i * 20_000_000 - Math.max(0, i - 700) * 100_000)
                .toArray();

        assertThat(PeriodRaster.periodMillis(burst, NOMINAL_NANOS)).isLessThan(19.98);
    }

    @Test
    void needsTwoChanges() {
        assertThat(PeriodRaster.periodMillis(new long[] {5}, NOMINAL_NANOS)).isZero();
        assertThat(PeriodRaster.periodMillis(new long[0], NOMINAL_NANOS)).isZero();
    }
}
