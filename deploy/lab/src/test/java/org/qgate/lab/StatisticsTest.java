package org.qgate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    @Test
    void findsTheMiddleOfOddAndEvenSamples() {
        assertThat(Statistics.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.5);
    }

    @Test
    void refusesSamplesThatSayNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.median(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> Statistics.meanRatio(List.of(1.0), List.of(), 1));
    }

    @Test
    void isCertainOfAConstantRatio() {
        Statistics.Estimate ratio = Statistics.meanRatio(List.of(9.0, 18.0, 27.0), List.of(10.0, 20.0, 30.0), 1);

        assertThat(ratio.value()).isCloseTo(0.9, within(1e-12));
        assertThat(ratio.low()).isCloseTo(0.9, within(1e-12));
        assertThat(ratio.high()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void aRoundInWhichTheMachineSlowedDownDoesNotMoveTheMedianOfRatios() {
        List<Double> rekeying = List.of(90.0, 91.0, 45.0, 90.0, 89.0);
        List<Double> fixed = List.of(100.0, 100.0, 100.0, 100.0, 100.0);

        assertThat(Statistics.medianRatio(rekeying, fixed, 1).value()).isCloseTo(0.9, within(1e-12));
        assertThat(Statistics.meanRatio(rekeying, fixed, 1).value()).isCloseTo(0.81, within(1e-12));
    }

    @Test
    void coversTheTrueRatioAboutAsOftenAsItSays() {
        int covered = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Double> rekeying = new ArrayList<>();
            List<Double> fixed = new ArrayList<>();
            for (int round = 0; round < 15; round++) {
                rekeying.add(90 * (1 + 0.03 * random.nextGaussian()));
                fixed.add(100.0);
            }
            Statistics.Estimate ratio = Statistics.meanRatio(rekeying, fixed, seed);
            covered += ratio.low() <= 0.9 && 0.9 <= ratio.high() ? 1 : 0;
        }
        assertThat(covered).isBetween(170, 200);
    }
}
