package org.qgate.linux.xfrm;

import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteSocket;

/** Packets: which SA takes them, and which are dropped. They end in a dummy interface. */
final class TrafficChecks {

    private static final XfrmAlgorithm GCM = XfrmAlgorithm.AES_GCM_16_256;
    private static final int PACKETS = 5;

    private final XfrmSocket xfrm;
    private final RouteSocket route;
    private final KernelCheckKeys keys;

    TrafficChecks(XfrmSocket xfrm, RouteSocket route, KernelCheckKeys keys) {
        this.xfrm = xfrm;
        this.route = route;
        this.keys = keys;
    }

    void addTo(KernelChecks checks) {
        checks.check("an interface for traffic", this::prepare);
        checks.check("the policy's SPI chooses the SA, and an update switches it for the next packet", this::switches);
        checks.check("a block under the policy drops what the policy no longer takes", this::blocks);
        checks.check("a policy without its SA drops", this::dropsWithoutSa);
    }

    private void prepare() throws LinuxException {
        RouteChecks.done(route.batch().addDummy("qd").send());
        int index = route.link("qd").orElseThrow().index();
        RouteChecks.done(route.batch()
                .setUp(index, true)
                .addAddress(InterfaceAddress.global(index, IpPrefix.parse("203.0.113.1/24")))
                .addAddress(InterfaceAddress.global(index, IpPrefix.parse("10.1.0.1/16")))
                .addRoute(Route.unicast(IpPrefix.parse("10.2.0.0/16"), Route.NextHop.dev(index), 0))
                .send());
    }

    private static XfrmPolicy policy(int spi) {
        return XfrmPolicy.protect(PolicyChecks.V4, XfrmDirection.OUT, 100, PolicyChecks.template(IpFamily.IPV4, spi));
    }

    private void switches() throws IOException {
        XfrmSa first = KernelCheckKeys.tunnel(GCM, IpFamily.IPV4, 0x6001);
        XfrmSa second = KernelCheckKeys.tunnel(GCM, IpFamily.IPV4, 0x6002);
        holds("first", keys.install(xfrm, first).isAcknowledged());
        holds("second", keys.install(xfrm, second).isAcknowledged());
        XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
        try (DatagramChannel channel = connected()) {
            for (int round = 0; round < 4; round++) {
                XfrmSa chosen = round % 2 == 0 ? first : second;
                RouteChecks.done(
                        xfrm.batch().updatePolicy(policy(chosen.id().spi())).send());
                send(channel);
                same("packets of " + chosen.id(), (long) (round / 2 + 1) * PACKETS, packets(chosen));
            }
        }
        InstalledSa found = xfrm.getSa(first.key()).orElseThrow();
        same("sequence numbers sent", 2L * PACKETS, found.sequences().outbound());
        holds("bytes are counted", found.info().current().bytes() > 0);
        XfrmStatistics errors =
                XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before);
        same("errors", 0, errors.nonZero().counters().size());
        RouteChecks.done(xfrm.batch()
                .deletePolicy(policy(0).key())
                .deleteSa(first.key())
                .deleteSa(second.key())
                .send());
    }

    private void blocks() throws IOException {
        XfrmPolicy block = XfrmPolicy.block(PolicyChecks.V4.withUser(1), XfrmDirection.OUT, 10_000);
        XfrmSa sa = KernelCheckKeys.tunnel(GCM, IpFamily.IPV4, 0x6003);
        holds("SA", keys.install(xfrm, sa).isAcknowledged());
        RouteChecks.done(xfrm.batch().newPolicy(block).newPolicy(policy(0x6003)).send());
        try (DatagramChannel channel = connected()) {
            send(channel);
            same("protected", (long) PACKETS, packets(sa));
            XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
            RouteChecks.done(xfrm.batch().deletePolicy(policy(0x6003).key()).send());
            send(channel);
            same("protected still", (long) PACKETS, packets(sa));
            XfrmStatistics errors =
                    XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before);
            same("blocked", (long) PACKETS, errors.value("XfrmOutPolBlock"));
        }
        RouteChecks.done(
                xfrm.batch().deletePolicy(block.key()).deleteSa(sa.key()).send());
    }

    private void dropsWithoutSa() throws IOException {
        XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
        RouteChecks.done(xfrm.batch().newPolicy(policy(0x6004)).send());
        try (DatagramChannel channel = connected()) {
            send(channel);
        }
        XfrmStatistics errors =
                XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before);
        same("dropped", (long) PACKETS, errors.value("XfrmOutNoStates"));
        RouteChecks.done(xfrm.batch().flushPolicies().send());
    }

    private long packets(XfrmSa sa) throws LinuxException {
        return xfrm.getSa(sa.key()).orElseThrow().info().current().packets();
    }

    private static DatagramChannel connected() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(
                InetAddress.getByAddress(IpAddress.parse("10.1.0.1").toBytes()), 0));
        return channel;
    }

    /** Blocked packets fail with EPERM at the sender; that is as good as dropped. */
    private static void send(DatagramChannel channel) {
        for (int i = 0; i < PACKETS; i++) {
            try {
                channel.send(
                        ByteBuffer.wrap(new byte[64]),
                        new InetSocketAddress(
                                InetAddress.getByAddress(
                                        IpAddress.parse("10.2.0.9").toBytes()),
                                9));
            } catch (IOException e) {
                holds("refused by policy: " + e, String.valueOf(e.getMessage()).contains("not permitted"));
            }
        }
    }
}
