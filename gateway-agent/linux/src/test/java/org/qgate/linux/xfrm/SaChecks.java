package org.qgate.linux.xfrm;

import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.util.List;
import java.util.Optional;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Errno;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.memory.LockedBytes;
import org.qgate.linux.netlink.NetlinkBatch;
import org.qgate.linux.netlink.NetlinkResult;

/** SAs: every algorithm, every option, every refusal. */
final class SaChecks {

    private static final XfrmAlgorithm GCM = XfrmAlgorithm.AES_GCM_16_256;

    private final XfrmSocket xfrm;
    private final KernelCheckKeys keys;

    SaChecks(XfrmSocket xfrm, KernelCheckKeys keys) {
        this.xfrm = xfrm;
        this.keys = keys;
    }

    void addTo(KernelChecks checks) {
        for (IpFamily family : new IpFamily[] {IpFamily.IPV4, IpFamily.IPV6}) {
            for (XfrmAlgorithm algorithm : XfrmAlgorithm.values()) {
                checks.check(algorithm + " over " + family + ": add, read back, delete", () -> {
                    readsBack(KernelCheckKeys.tunnel(algorithm, family, 0x1234));
                });
                checks.check(algorithm + " over " + family + ": the probe finds it", () -> {
                    XfrmProbe probe = new XfrmProbe(xfrm, keys.arena(), keys.random());
                    same("support", new XfrmSupport.Available(), probe.probe(algorithm, family));
                });
            }
            for (int window : new int[] {1, 64, 1000, XfrmReplayStateEsn.WINDOW_MAX}) {
                checks.check("ESN with a window of " + window + " over " + family, () -> {
                    XfrmSa sa = KernelCheckKeys.tunnel(GCM, family, 0x2000 + window);
                    readsBack(sa.withOptions(sa.options().withEsn(window)));
                });
            }
        }
        checks.check("a legacy window of 32 without ESN", () -> {
            readsBack(sa(0x3001).withOptions(XfrmSaOptions.NONE.withLegacyReplayWindow(32)));
        });
        checks.check("a window of 1024 without ESN", () -> {
            readsBack(sa(0x3008).withOptions(XfrmSaOptions.NONE.withLegacyReplayWindow(1024)));
        });
        checks.check("age and volume limits", () -> {
            readsBack(sa(0x3002).withLimits(XfrmLifetimeCfg.hard(54, 1L << 36)));
        });
        checks.check("mark, interface id and flags", () -> {
            readsBack(sa(0x3003)
                    .withOptions(XfrmSaOptions.NONE
                            .withMark(new XfrmMark(0x51, 0xFF))
                            .withInterfaceId(9)
                            .withFlags(XfrmStateFlags.NOPMTUDISC | XfrmStateFlags.DECAP_DSCP)
                            .withExtraFlags(XfrmStateFlags.EXTRA_DONT_ENCAP_DSCP)));
        });
        checks.check("ESP in UDP", () -> {
            XfrmEncapTmpl ports = new XfrmEncapTmpl(XfrmEncapTmpl.ESP_IN_UDP, 4500, 4501);
            readsBack(sa(0x3004).withOptions(XfrmSaOptions.NONE.withEncapsulation(ports)));
        });
        checks.check("a stated direction is accepted or ignored", () -> {
            readsBack(sa(0x3005).withOptions(XfrmSaOptions.NONE.withDirection(XfrmSaDirection.OUT)));
        });
        checks.check("the same SA twice is EEXIST and the first one stays", this::refusesSecondOfSameName);
        checks.check("deleting an SA that is not there is ESRCH", () -> {
            NetlinkResult result = KernelCheckKeys.delete(xfrm, sa(0x3007));
            holds("ESRCH instead of " + result, result.isRefusedWith(Errno.ESRCH));
        });
        checks.check("one refusal in a batch leaves the others alone", this::oneRefusalAmongMany);
        checks.check("a full batch is added, dumped and deleted", this::fullBatch);
        checks.check("flushing deletes all, and an empty flush tells", this::flush);
    }

    private static XfrmSa sa(int spi) {
        return KernelCheckKeys.tunnel(GCM, IpFamily.IPV4, spi);
    }

    private void readsBack(XfrmSa sa) throws LinuxException {
        NetlinkResult added = keys.install(xfrm, sa);
        holds("added: " + added, added.isAcknowledged());
        List<InstalledSa> dumped = xfrm.dumpSas();
        same("SAs in the dump", 1, dumped.size());
        InstalledSa found = dumped.get(0);
        Optional<InstalledSa> got = xfrm.getSa(sa.key());
        same("the single SA, counters apart", Optional.of(found), got);
        same("name", sa.id(), found.info().id());
        same("source", sa.source(), found.info().source());
        same("reqid", sa.reqid(), found.info().properties().reqid());
        same("mode", sa.mode().number(), found.info().properties().mode());
        same("algorithm", Optional.of(sa.algorithm()), found.algorithm());
        same("limits", sa.limits(), found.info().limits());
        int flags = sa.options().flags() | (sa.mode() == XfrmMode.TUNNEL ? XfrmStateFlags.AF_UNSPEC : 0);
        same("flags", flags, found.info().properties().flags());
        same("window", sa.options().replayWindow(), found.sequences().window());
        same("sent", 0L, found.sequences().outbound());
        same("received", 0L, found.sequences().inbound());
        same("packets", 0L, found.info().current().packets());
        same("refused", XfrmStats.ZERO, found.info().stats());
        holds("has an add time", found.info().current().addTimeSeconds() > 0);
        same("extra flags", sa.options().extraFlags(), found.details().extraFlags());
        same("mark", sa.options().mark(), found.details().mark());
        same("interface id", sa.options().interfaceId(), found.details().interfaceId());
        same("encapsulation", sa.options().encapsulation(), found.details().encapsulation());
        NetlinkResult deleted = KernelCheckKeys.delete(xfrm, sa);
        holds("deleted: " + deleted, deleted.isAcknowledged());
        same("after deletion", Optional.empty(), xfrm.getSa(sa.key()));
    }

    private void refusesSecondOfSameName() throws LinuxException {
        XfrmSa sa = sa(0x3006);
        holds("first added", keys.install(xfrm, sa).isAcknowledged());
        Optional<InstalledSa> before = xfrm.getSa(sa.key());
        NetlinkResult second =
                keys.install(xfrm, KernelCheckKeys.tunnel(XfrmAlgorithm.CHACHA20_POLY1305, IpFamily.IPV4, 0x3006));
        holds("EEXIST instead of " + second, second.isRefusedWith(Errno.EEXIST));
        same("the first one", before, xfrm.getSa(sa.key()));
        KernelCheckKeys.delete(xfrm, sa);
    }

    private void oneRefusalAmongMany() throws LinuxException {
        XfrmSa first = sa(0x3010);
        XfrmSa second = sa(0x3011);
        try (LockedBytes key = keys.key(GCM)) {
            List<NetlinkResult> results = xfrm.batch()
                    .newSa(first, key)
                    .newSa(first, key)
                    .deleteSa(sa(0x3012).key())
                    .newSa(second, key)
                    .deleteSa(first.key())
                    .deleteSa(second.key())
                    .send();
            same("results", 6, results.size());
            holds("1 added", results.get(0).isAcknowledged());
            holds("2 there already: " + results.get(1), results.get(1).isRefusedWith(Errno.EEXIST));
            holds("3 not there: " + results.get(2), results.get(2).isRefusedWith(Errno.ESRCH));
            holds("4 added", results.get(3).isAcknowledged());
            holds("5 deleted", results.get(4).isAcknowledged());
            holds("6 deleted", results.get(5).isAcknowledged());
        }
        same("SAs left", List.of(), xfrm.dumpSas());
    }

    private void fullBatch() throws LinuxException {
        try (LockedBytes key = keys.key(GCM)) {
            XfrmBatch adding = xfrm.batch();
            for (int i = 0; i < NetlinkBatch.MESSAGES_MAX; i++) {
                adding.newSa(sa(0x4000 + i).withOptions(XfrmSaOptions.NONE.withEsn(4096)), key);
            }
            holds("full", adding.isFull());
            holds("all added", adding.send().stream().allMatch(NetlinkResult::isAcknowledged));
        }
        List<InstalledSa> dumped = xfrm.dumpSas();
        same("dumped", NetlinkBatch.MESSAGES_MAX, dumped.size());
        XfrmBatch deleting = xfrm.batch();
        dumped.forEach(found -> deleting.deleteSa(found.key()));
        holds("all deleted", deleting.send().stream().allMatch(NetlinkResult::isAcknowledged));
        same("SAs left", List.of(), xfrm.dumpSas());
    }

    private void flush() throws LinuxException {
        keys.install(xfrm, sa(0x5000));
        keys.install(xfrm, KernelCheckKeys.tunnel(XfrmAlgorithm.AES_XCBC_MAC_96, IpFamily.IPV6, 0x5001));
        same("before", 2, xfrm.dumpSas().size());
        holds("ESP flushed", xfrm.batch().flushSas(XfrmId.ESP).send().get(0).isAcknowledged());
        same("AH stays", 1, xfrm.dumpSas().size());
        holds("all flushed", xfrm.batch().flushSas(0).send().get(0).isAcknowledged());
        same("SAs left", List.of(), xfrm.dumpSas());
        NetlinkResult empty = xfrm.batch().flushSas(0).send().get(0);
        holds("nothing to flush: " + empty, empty.isAcknowledged() || empty.isRefusedWith(Errno.ESRCH));
    }
}
