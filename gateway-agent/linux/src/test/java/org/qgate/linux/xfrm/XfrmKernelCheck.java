package org.qgate.linux.xfrm;

import java.io.IOException;
import java.security.SecureRandom;
import org.qgate.linux.memory.ProcessHardening;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.rtnetlink.RouteSocket;

/**
 * Checks this module against a kernel that has ESP and AH, as root, in a network namespace of its own, so that nothing
 * outside is touched. The lab boots such a kernel and runs this from {@code target/test-classes}. Exit code 0 when every
 * check passed.
 */
public final class XfrmKernelCheck {

    private XfrmKernelCheck() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        KernelCheckRun.exitAfter(XfrmKernelCheck::addTo);
    }

    private static void addTo(KernelChecks checks, SecretArena arena) throws IOException {
        try (XfrmSocket xfrm = XfrmSocket.open();
                RouteSocket route = RouteSocket.open()) {
            KernelCheckKeys keys = new KernelCheckKeys(arena, new SecureRandom());
            checks.check("this process cannot be dumped", () -> {
                ProcessHardening.apply();
                KernelChecks.holds("hardening holds", ProcessHardening.isApplied());
            });
            new SaChecks(xfrm, keys).addTo(checks);
            new PolicyChecks(xfrm).addTo(checks);
            new RouteChecks(route).addTo(checks);
            new TrafficChecks(xfrm, route, keys).addTo(checks);
            new EventChecks(xfrm, keys).addTo(checks);
        }
    }
}
