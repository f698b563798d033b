package org.qgate.engine.interop;

import java.io.PrintStream;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/** Runs checks one by one, says which passed, and counts. */
final class InteropChecks {
    private static final long PATIENCE_NANOS = 5_000_000_000L;
    private static final long LOOK_NANOS = 1_000_000L;

    private final PrintStream out;
    private int passed;
    private int failed;

    InteropChecks(PrintStream out) {
        this.out = out;
    }

    /** Something that throws when it does not hold. */
    @FunctionalInterface
    interface Check {
        /** What it measured, in words, or nothing. */
        String run() throws Exception;
    }

    void check(String name, Check check) {
        long start = System.nanoTime();
        try {
            String told = check.run();
            passed++;
            out.println("ok      " + name + ": " + told + " (" + (System.nanoTime() - start) / 1_000_000 + " ms)");
        } catch (Exception | AssertionError e) {
            failed++;
            out.println("FAILED  " + name + ": " + e);
            e.printStackTrace(out);
        }
        out.flush();
    }

    /** Waits until a count is there: the engine's loops count a packet after they have answered it. */
    static void await(LongSupplier count, long expected) {
        long start = System.nanoTime();
        while (count.getAsLong() < expected && System.nanoTime() - start < PATIENCE_NANOS) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    static void same(String what, long expected, long found) {
        if (expected != found) {
            throw new AssertionError(what + ": " + expected + " expected, but " + found + " found");
        }
    }

    static void holds(String what, boolean holds) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Prints the total; 0 when all passed. */
    int finish() {
        out.println(passed + " passed, " + failed + " failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }
}
