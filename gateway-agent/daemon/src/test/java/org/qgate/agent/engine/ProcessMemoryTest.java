package org.qgate.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ProcessMemoryTest {
    @Test
    void aKilledProcessHasNoneFromThenOn() throws Exception {
        Process process = new ProcessBuilder("sleep", "600").start();
        try {
            BooleanSupplier gone = ProcessMemory.isGoneOf(process.pid());
            assertThat(gone.getAsBoolean()).isFalse();
            process.destroyForcibly();
            process.waitFor();
            assertThat(gone.getAsBoolean()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void nothingIsSaidOfAProcessThatCannotBeSeen() {
        assertThat(ProcessMemory.isGoneOf(Integer.MAX_VALUE).getAsBoolean()).isFalse();
        assertThat(ProcessMemory.isGoneOf(ProcessHandle.current().pid()).getAsBoolean())
                .isFalse();
    }
}
