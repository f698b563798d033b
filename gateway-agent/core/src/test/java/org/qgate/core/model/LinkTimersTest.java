package org.qgate.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ranges of all settings are held against the specification elsewhere; here is what remains. */
class LinkTimersTest {
    @Test
    void periodsGoFromOneMillisecondTo54Seconds() {
        assertThat(LinkTimers.PERIOD_MIN_NANOS).isEqualTo(TimeUnit.MILLISECONDS.toNanos(1));
        assertThatNoException().isThrownBy(() -> LinkTimers.requirePeriod(LinkTimers.PERIOD_MIN_NANOS));
        assertThatNoException().isThrownBy(() -> LinkTimers.requirePeriod(LinkTimers.AGE_LIMIT_NANOS));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 999_999, 54_000_000_001L, Long.MAX_VALUE})
    void otherPeriodsAreRefusedWithTheRange(long nanos) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkTimers.requirePeriod(nanos))
                .withMessageContaining(nanos + " ns")
                .withMessageContaining("1000000 ns to 54000000000 ns");
        assertThatIllegalArgumentException().isThrownBy(() -> LinkTimers.withPeriod(nanos));
    }

    @Test
    void volumeBoundOfThePaperStaysAboveTheAgeLimit() {
        double ageLimitSeconds = LinkTimers.AGE_LIMIT_NANOS / 1e9;
        assertThat(Math.pow(2, 39) / 10e9).isBetween(ageLimitSeconds, ageLimitSeconds + 1);
    }
}
