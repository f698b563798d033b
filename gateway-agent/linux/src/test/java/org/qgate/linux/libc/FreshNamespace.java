package org.qgate.linux.libc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a test on a thread that has a network namespace of its own, so that nothing outside is touched. */
public final class FreshNamespace {

    private FreshNamespace() {}

    /** A test. */
    @FunctionalInterface
    public interface Body {
        /** Runs it. */
        void run() throws Exception;
    }

    /** Runs {@code body} and throws what it throws. Without root rights the test is reported as skipped, by this reason. */
    public static void run(Body body) throws Exception {
        assumeTrue(Libc.instance().geteuid() == 0, "needs root: it makes a network namespace");
        FutureTask<Void> task = new FutureTask<>(() -> {
            NetworkNamespace.unshareForThisThread();
            body.run();
            return null;
        });
        Thread thread = new Thread(task, "fresh-namespace");
        thread.start();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
