package org.qgate.linux.pfkey;

import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.KernelChecks;
import org.qgate.linux.xfrm.XfrmSocket;

/**
 * Checks this package against a kernel that has ESP, AH and af_key, as root, in a network namespace of its own, so that
 * nothing of the machine is touched. What was said over PF_KEY is read back over netlink too.
 *
 * <p>Runs without a test library: {@code java -cp target/test-classes:target/classes:LIBRARIES
 * org.qgate.linux.pfkey.PfKeyKernelCheck}. Exit code 0 when every check passed.
 */
public final class PfKeyKernelCheck {

    private PfKeyKernelCheck() {}

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
        SecureRandom random = new SecureRandom();
        int pid = (int) ProcessHandle.current().pid();
        try (SecretArena arena = SecretArena.open(64, 1)) {
            NetworkNamespace.unshareForThisThread();
            try (PfKeySocket socket = PfKeySocket.open(PfKeyTransport.kernel(), pid, random.nextInt());
                    XfrmSocket xfrm = XfrmSocket.open();
                    RouteSocket route = RouteSocket.open()) {
                PfKeyCheckKeys keys = new PfKeyCheckKeys(arena, random);
                new PfKeySaChecks(socket, xfrm, keys).addTo(checks);
                new PfKeyPolicyChecks(socket, xfrm).addTo(checks);
                new PfKeyTrafficChecks(socket, xfrm, route, keys).addTo(checks);
                new PfKeyEventChecks(socket, keys, pid).addTo(checks);
                checks.check(
                        "no secret is left in the arena", () -> KernelChecks.same("slots in use", 0, arena.used()));
            }
        } catch (Exception e) {
            checks.check("the checks can run at all", () -> {
                throw e;
            });
        }
        return checks.finish();
    }
}
