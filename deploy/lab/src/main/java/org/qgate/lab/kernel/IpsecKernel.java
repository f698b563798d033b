package org.qgate.lab.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * A running Linux kernel that can do ESP, and a root shell in it.
 *
 * <p>Safe for use by several threads. The host's files are there under the same paths; what is written outside of {@link #folder}
 * stays on the host.
 */
public interface IpsecKernel extends AutoCloseable {
    /** {@code host} or {@code lab}. */
    String name();

    /** The kernel's release, for example {@code 6.1.176}. */
    String release();

    /** Folder of this kernel's run: scripts, outputs, logs. */
    Path folder();

    /**
     * Runs a bash script to its end.
     *
     * @throws LabException if it does not end in time (it is killed then) or the kernel is gone
     */
    CommandResult run(String script, Duration timeout) throws LabException, InterruptedException;

    /** Starts a bash script whose lines of output are handed over as they come, on a thread of the kernel's. */
    Job stream(String script, Consumer<String> onLine) throws LabException;

    /** Processor time that the programs in this kernel, and the kernel for them, have used so far. */
    ProcessorTime processorTime();

    /** Ends what runs here; the lab kernel is shut down. */
    @Override
    void close();
}
