package org.qgate.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    @Test
    void countsWhatWasUsedSinceAndForgetsWhoHasEnded() {
        ProcessorTime before = new ProcessorTime(Map.of(1L, 100L, 2L, 5_000L));
        ProcessorTime after = new ProcessorTime(Map.of(1L, 350L, 3L, 40L));
        assertThat(after.since(before)).isEqualTo(Duration.ofNanos(290));
    }

    @Test
    void readsThisProcess() {
        ProcessorTime now = ProcessorTime.of(Stream.of(ProcessHandle.current()));
        assertThat(now.nanosByPid()).containsOnlyKeys(ProcessHandle.current().pid());
        assertThat(now.since(new ProcessorTime(Map.of()))).isPositive();
    }
}
