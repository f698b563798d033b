package org.qgate.linux.xfrm;

import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.SecretArena;

/** A program of kernel checks: a thread in a network namespace of its own, so that nothing outside is touched. */
@FunctionalInterface
public interface KernelCheckRun {

    /** Makes the checks. */
    void addTo(KernelChecks checks, SecretArena arena) throws Exception;

    /** Runs them and ends the JVM with exit code 0 when every check passed. */
    static void exitAfter(KernelCheckRun run) throws InterruptedException {
        PrintStream out = System.out;
        AtomicInteger exit = new AtomicInteger(2);
        Thread worker = new Thread(() -> exit.set(inOwnNamespace(run, out)), "kernel-check");
        worker.start();
        worker.join();
        out.flush();
        System.exit(exit.get());
    }

    private static int inOwnNamespace(KernelCheckRun run, PrintStream out) {
        KernelChecks checks = new KernelChecks(out);
        try (SecretArena arena = SecretArena.open(256, 16)) {
            NetworkNamespace.unshareForThisThread();
            run.addTo(checks, arena);
            checks.check("no secret is left in the arena", () -> KernelChecks.same("slots in use", 0, arena.used()));
        } catch (Exception e) {
            checks.check("the checks can run at all", () -> {
                throw e;
            });
        }
        return checks.finish();
    }
}
