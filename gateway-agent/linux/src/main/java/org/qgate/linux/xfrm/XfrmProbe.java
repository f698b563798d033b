package org.qgate.linux.xfrm;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.memory.Wipe;
import org.qgate.linux.netlink.NetlinkResult;

/**
 * Finds out what the kernel of this namespace can do, by adding and deleting an SA with a random key between addresses
 * of documentation (RFC 5737, RFC 3849), which nobody uses.
 */
public final class XfrmProbe {

    /** A random SPI may be taken: so many are tried. */
    private static final int SPI_ATTEMPTS_MAX = 8;

    private static final IpAddress SOURCE_V4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress DESTINATION_V4 = IpAddress.parse("198.51.100.1");
    private static final IpAddress SOURCE_V6 = IpAddress.parse("2001:db8::1");
    private static final IpAddress DESTINATION_V6 = IpAddress.parse("2001:db8:1::1");

    private final XfrmSocket xfrm;
    private final SecretArena arena;
    private final RandomGenerator entropy;

    /** {@code entropy} must be a cryptographic one: the SA is real while it lives. */
    public XfrmProbe(XfrmSocket xfrm, SecretArena arena, RandomGenerator entropy) {
        this.xfrm = xfrm;
        this.arena = arena;
        this.entropy = entropy;
    }

    /**
     * Tries one algorithm in tunnel mode, or in transport mode for those that serve AH.
     *
     * @throws LinuxException when the kernel could not even be asked
     */
    public XfrmSupport probe(XfrmAlgorithm algorithm, IpFamily family) throws LinuxException {
        NetlinkResult result = new NetlinkResult.Unanswered("no attempt");
        for (int i = 0; i < SPI_ATTEMPTS_MAX; i++) {
            XfrmSa sa = candidate(algorithm, family);
            result = install(sa);
            if (result.isAcknowledged()) {
                xfrm.batch().deleteSa(sa.key()).send();
                return new XfrmSupport.Available();
            }
            if (!result.isRefusedWith(Errno.EEXIST)) {
                break;
            }
        }
        return unavailable(algorithm, result);
    }

    /**
     * Tries to have a network card work for an SA.
     *
     * @param options with the offload that is wanted, and all else that the SAs shall have
     * @throws LinuxException when the kernel could not even be asked
     */
    public OffloadSupport probeOffload(XfrmAlgorithm algorithm, IpFamily family, XfrmSaOptions options)
            throws LinuxException {
        NetlinkResult result = new NetlinkResult.Unanswered("no attempt");
        for (int i = 0; i < SPI_ATTEMPTS_MAX; i++) {
            XfrmSa sa = candidate(algorithm, family).withOptions(options);
            result = install(sa);
            if (result.isAcknowledged()) {
                Optional<InstalledSa> installed = xfrm.getSa(sa.key());
                xfrm.batch().deleteSa(sa.key()).send();
                return installed.flatMap(found -> found.details().offload()).isPresent()
                        ? new OffloadSupport.Accepted()
                        : new OffloadSupport.Ignored();
            }
            if (!result.isRefusedWith(Errno.EEXIST)) {
                break;
            }
        }
        return new OffloadSupport.Refused(result.toString());
    }

    private XfrmSa candidate(XfrmAlgorithm algorithm, IpFamily family) {
        boolean v4 = family == IpFamily.IPV4;
        int spi = entropy.nextInt(XfrmSa.RESERVED_SPI_MAX + 1, Integer.MAX_VALUE);
        XfrmMode mode = algorithm.protocol() == XfrmId.AH ? XfrmMode.TRANSPORT : XfrmMode.TUNNEL;
        return XfrmSa.of(mode, algorithm, v4 ? SOURCE_V4 : SOURCE_V6, v4 ? DESTINATION_V4 : DESTINATION_V6, spi, 0);
    }

    private NetlinkResult install(XfrmSa sa) throws LinuxException {
        byte[] random = new byte[sa.algorithm().keyBytes()];
        entropy.nextBytes(random);
        try (LockedBytes secret = arena.take(random)) {
            List<NetlinkResult> results = xfrm.batch().newSa(sa, secret).send();
            return results.get(0);
        } finally {
            Wipe.array(random);
        }
    }

    private static XfrmSupport unavailable(XfrmAlgorithm algorithm, NetlinkResult result) {
        Errno errno = result instanceof NetlinkResult.Refused refused ? refused.errno() : Errno.ETIMEDOUT;
        return new XfrmSupport.Unavailable(
                errno,
                "the kernel cannot do " + algorithm + ": " + result
                        + ". Load the modules esp4 and esp6 (ah4 and ah6 for AH) and the cipher's module, run with"
                        + " CAP_NET_ADMIN, or use the lab kernel.");
    }
}
