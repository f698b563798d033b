package org.qgate.lab;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs what starts processes and kernels. An interrupt from the terminal begins the end of the JVM: the run is interrupted and takes all
 * down in order before that goes on.
 */
final class InterruptibleRun {
    /** Exit code when it could not run. */
    static final int NOT_RUN = 3;

    private static final long TAKE_DOWN_SECONDS = 60;

    private InterruptibleRun() {}

    /** What is run; returns the exit code. */
    @FunctionalInterface
    interface Work {
        int run() throws IOException, InterruptedException;
    }

    /**
     * Runs it on this thread.
     *
     * @param program what complaints begin with
     * @return the exit code
     */
    static int run(String program, Work work) {
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(takeDown(Thread.currentThread(), ended));
        try {
            return work.run();
        } catch (IOException e) {
            System.err.println(program + ": " + e.getMessage());
            return NOT_RUN;
        } catch (InterruptedException e) {
            System.err.println(program + ": interrupted; all is taken down.");
            return NOT_RUN;
        } finally {
            ended.countDown();
        }
    }

    private static Thread takeDown(Thread run, CountDownLatch ended) {
        return new Thread(
                () -> {
                    run.interrupt();
                    try {
                        boolean unused = ended.await(TAKE_DOWN_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "take-down");
    }
}
