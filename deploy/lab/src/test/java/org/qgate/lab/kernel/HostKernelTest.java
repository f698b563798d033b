package org.qgate.lab.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostKernelTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void givesExitCodeAndBothOutputs() throws Exception {
        try (HostKernel kernel = HostKernel.in(folder)) {
            CommandResult result = kernel.run("echo out; echo err >&2; exit 7", PATIENCE);

            assertThat(result).isEqualTo(new CommandResult(7, "out\n", "err\n"));
            assertThatThrownBy(() -> result.outOrThrow("the command"))
                    .hasMessage("the command failed with exit code 7: err");
        }
    }

    @Test
    void handsLinesOverAsTheyCome() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        CountDownLatch first = new CountDownLatch(1);
        try (HostKernel kernel = HostKernel.in(folder)) {
            Job job = kernel.stream("echo first; read -r _ < <(sleep 300)", line -> {
                lines.add(line);
                first.countDown();
            });
            first.await();

            assertThat(job.running()).isTrue();
            assertThat(lines).containsExactly("first");
            job.kill();
            job.await(PATIENCE);
            assertThat(job.running()).isFalse();
        }
    }

    @Test
    void killsWhatTakesTooLong() throws Exception {
        try (HostKernel kernel = HostKernel.in(folder)) {
            assertThatThrownBy(() -> kernel.run("sleep 300", Duration.ofMillis(50)))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("did not end");
        }
    }
}
