package org.qgate.linux.xfrm;

import java.io.IOException;
import java.security.SecureRandom;
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
        KernelCheckRun.exitAfter(OffloadKernelCheck::addTo);
    }

    private static void addTo(KernelChecks checks, SecretArena arena) throws IOException {
        try (SimulatedCard card = SimulatedCard.plugIn();
                XfrmSocket xfrm = XfrmSocket.open();
                RouteSocket route = RouteSocket.open()) {
            new OffloadChecks(xfrm, route, card, new KernelCheckKeys(arena, new SecureRandom())).addTo(checks);
        }
    }
}
