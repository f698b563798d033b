package org.qgate.linux.pfkey;

import static org.qgate.linux.pfkey.PfKeyCheckKeys.done;
import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.util.List;
import java.util.Optional;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.xfrm.InstalledSa;
import org.qgate.linux.xfrm.KernelChecks;
import org.qgate.linux.xfrm.XfrmAlgorithm;
import org.qgate.linux.xfrm.XfrmSocket;

/** SAs. */
final class PfKeySaChecks {

    private static final List<PfKeyAlgorithm> ESP = List.of(
            PfKeyAlgorithm.AES_CBC_128_HMAC_SHA_256,
            PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256,
            PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96);
    private static final List<PfKeyAlgorithm> AH = List.of(PfKeyAlgorithm.HMAC_SHA_256, PfKeyAlgorithm.AES_XCBC_MAC_96);
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);
    private static final int MANY = 300;
    private static final int LINUX_SHA_256_ICV_BITS = 96;

    private final PfKeySocket socket;
    private final XfrmSocket xfrm;
    private final PfKeyCheckKeys keys;

    PfKeySaChecks(PfKeySocket socket, XfrmSocket xfrm, PfKeyCheckKeys keys) {
        this.socket = socket;
        this.xfrm = xfrm;
        this.keys = keys;
    }

    void addTo(KernelChecks checks) {
        checks.check("REGISTER tells what there is for ESP, and no AEAD", () -> {
            PfKeyCapabilities capabilities = socket.register(SadbSatype.ESP);
            for (PfKeyAlgorithm algorithm : PfKeyAlgorithm.values()) {
                same(algorithm.toString(), ESP.contains(algorithm), capabilities.has(algorithm));
            }
        });
        checks.check("REGISTER tells what there is for AH", () -> {
            PfKeyCapabilities capabilities = socket.register(SadbSatype.AH);
            AH.forEach(algorithm -> holds(algorithm.toString(), capabilities.has(algorithm)));
        });
        for (IpFamily family : FAMILIES) {
            ESP.forEach(algorithm -> addLife(checks, algorithm, family));
            AH.forEach(algorithm -> addLife(checks, algorithm, family));
            checks.check("GETSPI reserves for " + family + ", UPDATE completes", () -> completesReserved(family));
        }
        checks.check("an AEAD cipher is refused with ENOSYS", this::refusesAead);
        checks.check("limits arrive", this::limits);
        checks.check("ESP in UDP arrives", this::encapsulation);
        checks.check("netlink tells 96 bits of HMAC-SHA-256, and knows VPN-B", this::truncation);
        checks.check(MANY + " SAs come back in one dump", this::dumpsMany);
    }

    private void addLife(KernelChecks checks, PfKeyAlgorithm algorithm, IpFamily family) {
        checks.check(algorithm + " over " + family + ": add, read back, delete", () -> life(algorithm, family));
    }

    private void life(PfKeyAlgorithm algorithm, IpFamily family) throws LinuxException {
        PfKeySa sa = PfKeyCheckKeys.sa(algorithm, family, 0x5001);
        done("added", keys.add(socket, sa));
        PfKeyResult again = keys.add(socket, sa);
        holds("EEXIST instead of " + again, again.isRefusedWith(Errno.EEXIST));
        PfKeyInstalledSa found = socket.get(sa.name()).orElseThrow();
        same("algorithm", Optional.of(algorithm), found.algorithm());
        same("mode", sa.mode(), found.mode());
        same("reqid", sa.reqid(), found.reqid());
        same("window", sa.options().replayWindow(), found.sa().replay());
        same(
                "dump",
                List.of(sa.name()),
                socket.dumpSas(algorithm.satype()).stream()
                        .map(PfKeyInstalledSa::name)
                        .toList());
        InstalledSa seen = only();
        same("SPI over netlink", sa.name().spi(), seen.info().id().spi());
        same("reqid over netlink", sa.reqid(), seen.info().properties().reqid());
        same("source over netlink", sa.name().source(), seen.info().source());
        done("deleted", socket.delete(sa.name()));
        PfKeyResult absent = socket.delete(sa.name());
        holds("ESRCH instead of " + absent, absent.isRefusedWith(Errno.ESRCH));
        same("after deletion", Optional.empty(), socket.get(sa.name()));
        same("dump after deletion", List.of(), socket.dumpSas(SadbSatype.UNSPEC));
    }

    private InstalledSa only() throws LinuxException {
        List<InstalledSa> all = xfrm.dumpSas();
        same("SAs over netlink", 1, all.size());
        return all.get(0);
    }

    private void completesReserved(IpFamily family) throws LinuxException {
        PfKeySa sa = PfKeyCheckKeys.sa(PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256, family, 0x5100);
        PfKeyResult reserved =
                socket.getSpi(sa.name(), IpsecMode.TUNNEL, PfKeyCheckKeys.REQID, new SadbSpirange(0x5100, 0x5100));
        done("reserved", reserved);
        holds(
                "taken",
                !socket.getSpi(sa.name(), IpsecMode.TUNNEL, 0, new SadbSpirange(0x5100, 0x5100))
                        .isDone());
        try (LockedBytes key = keys.key(sa.algorithm())) {
            done("completed", socket.update(sa, key));
        }
        same(
                "state",
                SadbSa.STATE_MATURE,
                socket.get(sa.name()).orElseThrow().sa().state());
        done("flushed", socket.flushSas(SadbSatype.ESP));
    }

    private void refusesAead() throws LinuxException {
        PfKeySa sa = PfKeyCheckKeys.sa(PfKeyAlgorithm.AES_GCM_16_256, IpFamily.IPV4, 0x5200);
        PfKeyResult result = keys.add(socket, sa);
        holds("ENOSYS instead of " + result, result.toString().startsWith("refused: ENOSYS"));
        same("SAs over netlink", 0, xfrm.dumpSas().size());
    }

    private void limits() throws LinuxException {
        SadbLifetime hard = SadbLifetime.hard(1L << 36, 60, 54);
        SadbLifetime soft = SadbLifetime.soft(1L << 35, 56, 50);
        PfKeySa plain = PfKeyCheckKeys.sa(PfKeyAlgorithm.AES_CBC_256_HMAC_SHA_256, IpFamily.IPV4, 0x5300);
        PfKeySa sa = new PfKeySa(
                plain.name(),
                plain.mode(),
                plain.reqid(),
                plain.algorithm(),
                plain.options().withLimits(hard, soft));
        done("added", keys.add(socket, sa));
        for (PfKeyMessage told : toldBy(sa)) {
            same("hard", Optional.of(hard), told.lifetime(SadbExt.LIFETIME_HARD));
            same("soft", Optional.of(soft), told.lifetime(SadbExt.LIFETIME_SOFT));
            SadbLifetime current = told.lifetime(SadbExt.LIFETIME_CURRENT).orElseThrow();
            holds("added at " + current.addSeconds(), current.addSeconds() > 0);
            same("used at", 0L, current.useSeconds());
        }
        same("hard bytes over netlink", 1L << 36, only().info().limits().bytes().hard());
        same(
                "hard use over netlink",
                54L,
                only().info().limits().secondsAfterUse().hard());
        done("flushed", socket.flushSas(SadbSatype.UNSPEC));
    }

    /** What GET and DUMP say of the only SA. */
    private List<PfKeyMessage> toldBy(PfKeySa sa) throws LinuxException {
        List<PfKeyInstalledSa> dumped = socket.dumpSas(SadbSatype.ESP);
        same("SAs", 1, dumped.size());
        return List.of(
                socket.get(sa.name()).orElseThrow().message(), dumped.get(0).message());
    }

    private void encapsulation() throws LinuxException {
        PfKeySa plain = PfKeyCheckKeys.sa(PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96, IpFamily.IPV4, 0x5400);
        PfKeySaOptions options = plain.options().withEncapsulation(new PfKeySaOptions.UdpPorts(4500, 4501));
        done(
                "added",
                keys.add(socket, new PfKeySa(plain.name(), plain.mode(), plain.reqid(), plain.algorithm(), options)));
        for (PfKeyMessage told : toldBy(plain)) {
            same("type", Optional.of(new SadbXNatTType(SadbXNatTType.ESP_IN_UDP)), told.natTType());
            for (SadbXNatTPort port : List.of(
                    new SadbXNatTPort(SadbExt.X_NAT_T_SPORT, 4500), new SadbXNatTPort(SadbExt.X_NAT_T_DPORT, 4501))) {
                same("port", Optional.of(port), told.natTPort(port.extensionType()));
            }
        }
        holds("over netlink", only().details().encapsulation().isPresent());
        done("flushed", socket.flushSas(SadbSatype.ESP));
    }

    private void truncation() throws LinuxException {
        done("added", keys.add(socket, PfKeyCheckKeys.sa(ESP.get(1), IpFamily.IPV4, 0x5500)));
        same(
                "ICV of HMAC-SHA-256",
                LINUX_SHA_256_ICV_BITS,
                only().ciphers().integrity().orElseThrow().truncationBits());
        done("flushed", socket.flushSas(SadbSatype.ESP));
        done("added", keys.add(socket, PfKeyCheckKeys.sa(ESP.get(2), IpFamily.IPV4, 0x5501)));
        same("VPN-B", Optional.of(XfrmAlgorithm.AES_CBC_128_AES_XCBC_MAC_96), only().algorithm());
        done("flushed", socket.flushSas(SadbSatype.ESP));
    }

    private void dumpsMany() throws LinuxException {
        for (int i = 0; i < MANY; i++) {
            done("added", keys.add(socket, PfKeyCheckKeys.sa(ESP.get(2), IpFamily.IPV6, 0x6000 + i)));
        }
        same("SAs", MANY, socket.dumpSas(SadbSatype.ESP).size());
        done("flushed", socket.flushSas(SadbSatype.ESP));
        same("after flush", List.of(), socket.dumpSas(SadbSatype.ESP));
    }
}
