package org.qgate.linux.xfrm;

import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.rtnetlink.RouteSocket;

/** SAs on a network card: what its driver takes, what it refuses and with which words. */
final class OffloadChecks {

    private static final XfrmAlgorithm GCM = XfrmAlgorithm.AES_GCM_16_256;
    private static final int FIRST_SPI = 0x1000;

    private final XfrmSocket xfrm;
    private final RouteSocket route;
    private final SimulatedCard card;
    private final KernelCheckKeys keys;

    OffloadChecks(XfrmSocket xfrm, RouteSocket route, SimulatedCard card, KernelCheckKeys keys) {
        this.xfrm = xfrm;
        this.route = route;
        this.card = card;
        this.keys = keys;
    }

    void addTo(KernelChecks checks) {
        for (IpFamily family : new IpFamily[] {IpFamily.IPV4, IpFamily.IPV6}) {
            checks.check("the card takes AES-GCM over " + family, () -> takes(family));
        }
        checks.check("the card takes AES-GCM with a window of 1024 without ESN", () -> {
            XfrmSa sa = onCard(GCM, FIRST_SPI, XfrmSaOptions.NONE.withLegacyReplayWindow(1024), true);
            same("answer", true, keys.install(xfrm, sa).isAcknowledged());
            same("table", Set.of("r00001000"), card.table());
            KernelCheckKeys.delete(xfrm, sa);
        });
        refuses(
                checks,
                "ESN",
                "Device doesn't support offload with ESN",
                () -> keys.install(xfrm, onCard(GCM, FIRST_SPI, XfrmSaOptions.NONE.withEsn(64), true)));
        refuses(
                checks,
                "AES-CBC",
                "Device failed to offload this state",
                () -> keys.install(
                        xfrm,
                        onCard(XfrmAlgorithm.AES_CBC_256_HMAC_SHA_256_128, FIRST_SPI, XfrmSaOptions.NONE, false)));
        refuses(checks, "ESP in UDP", "Encapsulation and TFC padding can't be offloaded", () -> {
            XfrmEncapTmpl ports = new XfrmEncapTmpl(XfrmEncapTmpl.ESP_IN_UDP, 4500, 4500);
            return keys.install(xfrm, onCard(GCM, FIRST_SPI, XfrmSaOptions.NONE.withEncapsulation(ports), false));
        });
        refuses(checks, "whole packets (Linux 6.1)", "Unrecognized flags in offload request", () -> {
            XfrmSa sa = KernelCheckKeys.tunnel(GCM, IpFamily.IPV4, FIRST_SPI);
            XfrmUserOffload whole = new XfrmUserOffload(card.index(), XfrmUserOffload.PACKET);
            return keys.install(xfrm, sa.withOptions(XfrmSaOptions.NONE.withOffload(whole)));
        });
        checks.check("its table takes 33 SAs, refuses the next, and takes it once another is deleted", this::tableFull);
        checks.check("the probe tells takers, refusers and those that do not care", this::probes);
        checks.check("a card that goes down takes its SAs with it", this::goesDown);
    }

    private XfrmSa onCard(XfrmAlgorithm algorithm, int spi, XfrmSaOptions options, boolean inbound) {
        return onCard(KernelCheckKeys.tunnel(algorithm, IpFamily.IPV4, spi), options, inbound);
    }

    private XfrmSa onCard(XfrmSa sa, XfrmSaOptions options, boolean inbound) {
        return sa.withOptions(
                options.withOffload(new XfrmUserOffload(card.index(), inbound ? XfrmUserOffload.INBOUND : 0)));
    }

    private void takes(IpFamily family) throws IOException {
        XfrmSa out = onCard(KernelCheckKeys.tunnel(GCM, family, 0x1234), XfrmSaOptions.NONE, false);
        XfrmSa in = onCard(KernelCheckKeys.tunnel(GCM, family, 0x1235), XfrmSaOptions.NONE, true);
        same("out", true, keys.install(xfrm, out).isAcknowledged());
        same("in", true, keys.install(xfrm, in).isAcknowledged());
        same("read back, out", out.options().offload(), offloadOf(out));
        same("read back, in", in.options().offload(), offloadOf(in));
        same("table", Set.of("t00001234", "r00001235"), card.table());
        KernelCheckKeys.delete(xfrm, out);
        KernelCheckKeys.delete(xfrm, in);
        same("after deletion", 0, card.count());
    }

    private Optional<XfrmUserOffload> offloadOf(XfrmSa sa) throws LinuxException {
        return xfrm.getSa(sa.key()).flatMap(found -> found.details().offload());
    }

    /** An attempt to install. */
    private interface Attempt {
        NetlinkResult make() throws LinuxException;
    }

    private void refuses(KernelChecks checks, String what, String words, Attempt attempt) {
        checks.check(what + " is refused: " + words, () -> {
            NetlinkResult result = attempt.make();
            holds("refused with a text instead of " + result, result instanceof NetlinkResult.Refused);
            same("text", words, ((NetlinkResult.Refused) result).extendedText());
            same("SAs", 0, xfrm.dumpSas().size());
            same("on the card", 0, card.count());
        });
    }

    private void tableFull() throws IOException {
        Set<String> wanted = new TreeSet<>();
        for (int i = 0; i < SimulatedCard.SAS_MAX; i++) {
            XfrmSa sa = onCard(GCM, FIRST_SPI + i, XfrmSaOptions.NONE, i % 2 == 0);
            same("SA " + i, true, keys.install(xfrm, sa).isAcknowledged());
            wanted.add(String.format("%s%08x", i % 2 == 0 ? "r" : "t", FIRST_SPI + i));
        }
        same("table", wanted, card.table());
        XfrmSa next = onCard(GCM, FIRST_SPI + SimulatedCard.SAS_MAX, XfrmSaOptions.NONE, false);
        NetlinkResult full = keys.install(xfrm, next);
        holds("refused instead of " + full, full instanceof NetlinkResult.Refused);
        same("text", "Device failed to offload this state", ((NetlinkResult.Refused) full).extendedText());
        XfrmSa software = next.withOptions(next.options().withoutOffload());
        same("in software", true, keys.install(xfrm, software).isAcknowledged());
        same("which the card does not hold", wanted, card.table());
        KernelCheckKeys.delete(xfrm, software);
        KernelCheckKeys.delete(xfrm, onCard(GCM, FIRST_SPI, XfrmSaOptions.NONE, true));
        same("once there is room", true, keys.install(xfrm, next).isAcknowledged());
        same("full again", SimulatedCard.SAS_MAX, card.count());
        same("flushed", true, xfrm.batch().flushSas(0).send().get(0).isAcknowledged());
        same("empty", 0, card.count());
    }

    private void probes() throws IOException {
        XfrmProbe probe = new XfrmProbe(xfrm, keys.arena(), keys.random());
        XfrmSaOptions out = XfrmSaOptions.NONE.withOffload(new XfrmUserOffload(card.index(), 0));
        same("taken", new OffloadSupport.Accepted(), probe.probeOffload(GCM, IpFamily.IPV4, out));
        OffloadSupport refused = probe.probeOffload(GCM, IpFamily.IPV6, out.withEsn(1));
        holds("refused instead of " + refused, refused instanceof OffloadSupport.Refused);
        holds("with the kernel's text", refused.toString().contains("Device doesn't support offload with ESN"));
        int lo = route.link("lo").orElseThrow().index();
        XfrmSaOptions nowhere = XfrmSaOptions.NONE.withOffload(new XfrmUserOffload(lo, 0));
        same("ignored", new OffloadSupport.Ignored(), probe.probeOffload(GCM, IpFamily.IPV4, nowhere));
        same("nothing is left", 0, xfrm.dumpSas().size());
        same("nor on the card", 0, card.count());
    }

    private void goesDown() throws IOException {
        same("up", true, route.batch().setUp(card.index(), true).send().get(0).isAcknowledged());
        XfrmSa offloaded = onCard(GCM, FIRST_SPI, XfrmSaOptions.NONE, false);
        XfrmSa software = KernelCheckKeys.tunnel(GCM, IpFamily.IPV4, FIRST_SPI + 1);
        same("one on it", true, keys.install(xfrm, offloaded).isAcknowledged());
        same("one in software", true, keys.install(xfrm, software).isAcknowledged());
        same(
                "down",
                true,
                route.batch().setUp(card.index(), false).send().get(0).isAcknowledged());
        same("its SA is gone", Optional.empty(), xfrm.getSa(offloaded.key()));
        same("the other stays", true, xfrm.getSa(software.key()).isPresent());
        KernelCheckKeys.delete(xfrm, software);
    }
}
