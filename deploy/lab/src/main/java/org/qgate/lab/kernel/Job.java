package org.qgate.lab.kernel;

import java.time.Duration;

/** A script that runs in a kernel. */
public interface Job {
    /** True while it runs. */
    boolean running();

    /**
     * Waits for its end.
     *
     * @return its exit code
     * @throws LabException if it does not end in time (it goes on running) or the kernel is gone
     */
    int await(Duration timeout) throws LabException, InterruptedException;

    /** Kills it and all that it started in the foreground. */
    void kill();
}
