package org.qgate.linux.pfkey;

import java.util.random.RandomGenerator;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.xfrm.KernelChecks;

/** Keys and SAs for the checks. */
final class PfKeyCheckKeys {

    static final int REQID = 77;

    private final SecretArena arena;
    private final RandomGenerator random;

    PfKeyCheckKeys(SecretArena arena, RandomGenerator random) {
        this.arena = arena;
        this.random = random;
    }

    LockedBytes key(PfKeyAlgorithm algorithm) {
        byte[] bytes = new byte[algorithm.keyBytes()];
        random.nextBytes(bytes);
        return arena.take(bytes);
    }

    /** Adds an SA with a fresh key. */
    PfKeyResult add(PfKeySocket socket, PfKeySa sa) {
        try (LockedBytes key = key(sa.algorithm())) {
            return socket.add(sa, key);
        }
    }

    static PfKeySa sa(PfKeyAlgorithm algorithm, IpFamily family, int spi) {
        return sa(algorithm, family, spi, REQID);
    }

    static PfKeySa sa(PfKeyAlgorithm algorithm, IpFamily family, int spi, int reqid) {
        IpsecMode mode = algorithm.satype() == SadbSatype.AH ? IpsecMode.TRANSPORT : IpsecMode.TUNNEL;
        PfKeySaName name = new PfKeySaName(algorithm.satype(), spi, near(family), far(family));
        return new PfKeySa(name, mode, reqid, algorithm, PfKeySaOptions.NONE.withReplayWindow(32));
    }

    static IpAddress near(IpFamily family) {
        return IpAddress.parse(family == IpFamily.IPV4 ? "203.0.113.1" : "2001:db8:a::1");
    }

    static IpAddress far(IpFamily family) {
        return IpAddress.parse(family == IpFamily.IPV4 ? "203.0.113.2" : "2001:db8:b::2");
    }

    static void done(String what, PfKeyResult result) {
        KernelChecks.holds(what + ": " + result, result.isDone());
    }
}
