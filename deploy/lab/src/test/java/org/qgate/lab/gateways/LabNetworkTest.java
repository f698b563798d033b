package org.qgate.lab.gateways;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.CommandResult;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.Job;
import org.qgate.lab.kernel.ProcessorTime;

class LabNetworkTest {
    private final Shell shell = new Shell();
    private final LabNetwork network = new LabNetwork(shell, new Checkout(Path.of("/qgate")), "qgtest-");

    /** Runs nothing; like a process, it cannot be waited for by a thread that is interrupted. */
    private static final class Shell implements IpsecKernel {
        final List<String> finished = new ArrayList<>();
        /** Interrupts that come while something runs. */
        int interrupts;

        @Override
        public CommandResult run(String script, Duration timeout) throws InterruptedException {
            if (interrupts > 0) {
                interrupts--;
                Thread.currentThread().interrupt();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            finished.add(script.lines().reduce("", (before, line) -> line));
            return new CommandResult(0, "", "");
        }

        @Override
        public String name() {
            return "host";
        }

        @Override
        public String release() {
            return "";
        }

        @Override
        public Path folder() {
            return Path.of("");
        }

        @Override
        public Job stream(String script, Consumer<String> onLine) {
            throw new UnsupportedOperationException(script);
        }

        @Override
        public ProcessorTime processorTime() {
            return new ProcessorTime(Map.of());
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }

    @AfterEach
    void forgetTheInterrupt() {
        boolean unused = Thread.interrupted();
    }

    @Test
    void isTakenDown() {
        network.close();

        assertThat(shell.finished).containsExactly("lab_down");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    /** An interrupt in the middle of reading a channel is told as an IOException, and stays. */
    @Test
    void isTakenDownByAThreadThatIsInterrupted() {
        Thread.currentThread().interrupt();
        network.close();

        assertThat(shell.finished).containsExactly("lab_down");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void isTakenDownAlthoughAnInterruptComesMeanwhile() {
        shell.interrupts = 1;
        network.close();

        assertThat(shell.finished).containsExactly("lab_down");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
