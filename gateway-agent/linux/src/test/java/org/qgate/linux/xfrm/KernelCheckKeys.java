package org.qgate.linux.xfrm;

import java.util.List;
import java.util.random.RandomGenerator;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkResult;

/** Keys and SAs for the checks. */
final class KernelCheckKeys {

    static final int REQID = 77;

    private static final IpAddress NEAR_V4 = IpAddress.parse("203.0.113.1");
    private static final IpAddress NEAR_V6 = IpAddress.parse("2001:db8:a::1");
    private static final IpAddress FAR_V4 = IpAddress.parse("203.0.113.2");
    private static final IpAddress FAR_V6 = IpAddress.parse("2001:db8:b::2");

    private final SecretArena arena;
    private final RandomGenerator random;

    KernelCheckKeys(SecretArena arena, RandomGenerator random) {
        this.arena = arena;
        this.random = random;
    }

    SecretArena arena() {
        return arena;
    }

    RandomGenerator random() {
        return random;
    }

    LockedBytes key(XfrmAlgorithm algorithm) {
        byte[] bytes = new byte[algorithm.keyBytes()];
        random.nextBytes(bytes);
        return arena.take(bytes);
    }

    /** Adds an SA with a fresh key. */
    NetlinkResult install(XfrmSocket xfrm, XfrmSa sa) throws LinuxException {
        try (LockedBytes key = key(sa.algorithm())) {
            return xfrm.batch().newSa(sa, key).send().get(0);
        }
    }

    static NetlinkResult delete(XfrmSocket xfrm, XfrmSa sa) throws LinuxException {
        List<NetlinkResult> results = xfrm.batch().deleteSa(sa.key()).send();
        return results.get(0);
    }

    static XfrmSa tunnel(XfrmAlgorithm algorithm, IpFamily family, int spi) {
        XfrmMode mode = algorithm.protocol() == XfrmId.AH ? XfrmMode.TRANSPORT : XfrmMode.TUNNEL;
        return XfrmSa.of(mode, algorithm, near(family), far(family), spi, REQID);
    }

    static IpAddress near(IpFamily family) {
        return family == IpFamily.IPV4 ? NEAR_V4 : NEAR_V6;
    }

    static IpAddress far(IpFamily family) {
        return family == IpFamily.IPV4 ? FAR_V4 : FAR_V6;
    }
}
