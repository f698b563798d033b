package org.qgate.linux.pfkey;

import java.io.IOException;
import java.security.SecureRandom;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.KernelCheckRun;
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
        KernelCheckRun.exitAfter(PfKeyKernelCheck::addTo);
    }

    private static void addTo(KernelChecks checks, SecretArena arena) throws IOException {
        SecureRandom random = new SecureRandom();
        int pid = (int) ProcessHandle.current().pid();
        try (PfKeySocket socket = PfKeySocket.open(PfKeyTransport.kernel(), pid, random.nextInt());
                XfrmSocket xfrm = XfrmSocket.open();
                RouteSocket route = RouteSocket.open()) {
            PfKeyCheckKeys keys = new PfKeyCheckKeys(arena, random);
            new PfKeySaChecks(socket, xfrm, keys).addTo(checks);
            new PfKeyPolicyChecks(socket, xfrm).addTo(checks);
            new PfKeyTrafficChecks(socket, xfrm, route, keys).addTo(checks);
            new PfKeyEventChecks(socket, keys, pid).addTo(checks);
        }
    }
}
