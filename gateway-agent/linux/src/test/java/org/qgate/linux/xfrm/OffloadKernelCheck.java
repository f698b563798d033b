package org.qgate.linux.xfrm;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;

/**
 * Checks IPsec offload against a kernel with netdevsim, whose driver keeps a table of 33 SAs and refuses the next one. As root, in a
 * network namespace of its own. Exit code 0 when every check passed.
 */
public final class OffloadKernelCheck {

    private OffloadKernelCheck() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        AtomicInteger exit = new AtomicInteger(2);
        Thread worker = new Thread(() -> exit.set(run(out)), "kernel-check");
        worker.start();
        worker.join();
        out.flush();
        System.exit(exit.get());
    }

    private static int run(PrintStream out) {
        KernelChecks checks = new KernelChecks(out);
        try (SecretArena arena = SecretArena.open(64, 1)) {
            NetworkNamespace.unshareForThisThread();
            try (SimulatedCard card = SimulatedCard.plugIn();
                    XfrmSocket xfrm = XfrmSocket.open();
                    RouteSocket route = RouteSocket.open()) {
                new OffloadChecks(xfrm, route, card, new KernelCheckKeys(arena, new SecureRandom())).addTo(checks);
            }
        } catch (Exception e) {
            checks.check("the checks can run at all", () -> {
                throw e;
            });
        }
        return checks.finish();
    }
}
