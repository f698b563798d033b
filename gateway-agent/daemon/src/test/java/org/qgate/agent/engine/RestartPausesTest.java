package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RestartPausesTest {
    private final RestartPauses pauses = new RestartPauses();

    @Test
    void growUpToTheirBoundWhileEnginesDieYoung() {
        long before = 0;
        for (int i = 0; i < 20; i++) {
            long pause = pauses.next(0);
            assertThat(pause).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(RestartPauses.LONGEST_NANOS);
            before = pause;
        }
        assertThat(before).isEqualTo(RestartPauses.LONGEST_NANOS);
    }

    @Test
    void areForgottenAfterALongLife() {
        for (int i = 0; i < 9; i++) {
            pauses.next(0);
        }
        assertThat(pauses.next(RestartPauses.LONG_LIFE_NANOS)).isZero();
        assertThat(pauses.next(0)).isEqualTo(RestartPauses.FIRST_NANOS);
    }
}
