package org.qgate.linux.xfrm;

import java.io.PrintStream;
import java.util.Objects;

/** Runs numbered checks against a real kernel and prints a line for each. Needs no test library: the lab has none. */
public final class KernelChecks {

    private final PrintStream out;
    private int passed;
    private int failed;

    /** Prints to {@code out}. */
    public KernelChecks(PrintStream out) {
        this.out = out;
    }

    /** A check; any exception is a failure. */
    @FunctionalInterface
    public interface Check {
        /** Does it. */
        void run() throws Exception;
    }

    /** Runs one check. */
    public void check(String name, Check check) {
        int number = passed + failed + 1;
        try {
            check.run();
            passed++;
            out.printf("PASS %02d %s%n", number, name);
        } catch (Exception | AssertionError e) {
            failed++;
            out.printf("FAIL %02d %s: %s%n", number, name, e);
            for (StackTraceElement frame : e.getStackTrace()) {
                if (frame.getClassName().startsWith("org.qgate")) {
                    out.printf("        at %s%n", frame);
                }
            }
        }
    }

    /** Prints the last line and returns the exit code. */
    public int finish() {
        out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    /** Fails unless both are equal. */
    public static void same(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": wanted " + expected + ", got " + actual);
        }
    }

    /** Fails unless it holds. */
    public static void holds(String what, boolean condition) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }
}
