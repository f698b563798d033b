package org.qgate.simulator.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EstimateTest {
    /** Student's t for 4 degrees of freedom and 95 % is 2.776; the standard error of 1 to 5 is 0.70711. */
    @Test
    void isTheMeanWithStudentsInterval() {
        Estimate estimate = Estimate.of(1, 2, 3, 4, 5);
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.halfWidth()).isEqualTo(2.776445 * 0.707107, within(1e-5));
        assertThat(estimate.low()).isLessThan(3).isGreaterThan(1);
        assertThat(estimate.high()).isEqualTo(6 - estimate.low(), within(1e-9));
    }

    @Test
    void hasNoWidthWhereAllRunsAgreeOrOnlyOneRan() {
        assertThat(Estimate.of(0.5, 0.5, 0.5)).isEqualTo(new Estimate(0.5, 0));
        assertThat(Estimate.of(0.25)).isEqualTo(new Estimate(0.25, 0));
    }
}
