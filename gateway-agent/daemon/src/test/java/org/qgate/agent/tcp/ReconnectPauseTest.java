package org.qgate.agent.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReconnectPauseTest {
    private static final long MILLI = 1_000_000;

    private final ReconnectPause pause = new ReconnectPause();

    private void lasts(long lasted, long millis) {
        pause.begin(0, lasted * MILLI);
        assertThat(pause.isOver(millis * MILLI - 1)).isFalse();
        assertThat(pause.isOver(millis * MILLI)).isTrue();
    }

    @Test
    void growsUntilAConnectionLasts() {
        assertThat(pause.isOver(0)).isTrue();
        for (long millis : new long[] {100, 200, 400, 800, 1000, 1000}) {
            lasts(0, millis);
        }
        lasts(4_999, 1000);
        lasts(5_000, 100);
        lasts(0, 200);
    }
}
