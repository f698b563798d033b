package org.qgate.linux.pfkey;

import static org.qgate.linux.pfkey.PfKeyCheckKeys.done;
import static org.qgate.linux.xfrm.KernelChecks.holds;
import static org.qgate.linux.xfrm.KernelChecks.same;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.KernelChecks;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmSaKey;
import org.qgate.linux.xfrm.XfrmSocket;
import org.qgate.linux.xfrm.XfrmStatistics;

/** Packets: which SA takes them when policies change their reqid. They end in a dummy interface. */
final class PfKeyTrafficChecks {

    private static final int GENERATIONS = 40;
    private static final int PACKETS = 5;

    private final PfKeySocket socket;
    private final XfrmSocket xfrm;
    private final RouteSocket route;
    private final PfKeyCheckKeys keys;

    PfKeyTrafficChecks(PfKeySocket socket, XfrmSocket xfrm, RouteSocket route, PfKeyCheckKeys keys) {
        this.socket = socket;
        this.xfrm = xfrm;
        this.route = route;
        this.keys = keys;
    }

    void addTo(KernelChecks checks) {
        checks.check("an interface for traffic", this::prepare);
        checks.check("an update of the reqid switches SAs for the next packet, connected sockets too", this::switches);
        checks.check("a discard drops what the SA would have taken", this::discards);
    }

    /** The policy of {@link #sendWanting}, whose SA does not stand. */
    static PfKeyPolicy wanting() {
        return policy(generation(0).reqid());
    }

    /** Sends a packet that such a policy catches, over the interface that these checks have made. */
    static void sendWanting() throws IOException {
        try (DatagramChannel channel = connected()) {
            channel.write(ByteBuffer.wrap(new byte[64]));
        }
    }

    private void prepare() throws LinuxException {
        allDone(route.batch().addDummy("qd").send());
        int index = route.link("qd").orElseThrow().index();
        allDone(route.batch()
                .setUp(index, true)
                .addAddress(InterfaceAddress.global(index, IpPrefix.parse("203.0.113.1/24")))
                .addAddress(InterfaceAddress.global(index, IpPrefix.parse("10.1.0.1/16")))
                .addRoute(Route.unicast(IpPrefix.parse("10.2.0.0/16"), Route.NextHop.dev(index), 0))
                .send());
    }

    private static void allDone(List<NetlinkResult> results) {
        results.forEach(result -> holds(result.toString(), result.isAcknowledged()));
    }

    private static PfKeyPolicy policy(int reqid) {
        return PfKeyPolicy.protect(
                PfKeyPolicyChecks.V4, IpsecDirection.OUTBOUND, 100, PfKeyPolicyChecks.request(IpFamily.IPV4, reqid));
    }

    private static PfKeySa generation(int number) {
        return PfKeyCheckKeys.sa(
                PfKeyAlgorithm.AES_CBC_128_AES_XCBC_MAC_96, IpFamily.IPV4, 0x7000 + number, 100 + number);
    }

    private void switches() throws IOException {
        XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
        try (DatagramChannel channel = connected()) {
            for (int number = 0; number < GENERATIONS; number++) {
                PfKeySa sa = generation(number);
                done("added", keys.add(socket, sa));
                done("switched", socket.updatePolicy(policy(sa.reqid())));
                send(channel);
                same("packets of generation " + number, (long) PACKETS, packets(sa));
                if (number > 1) {
                    same("packets of the one before", (long) PACKETS, packets(generation(number - 1)));
                    done("retired", socket.delete(generation(number - 2).name()));
                }
            }
        }
        XfrmStatistics errors =
                XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before);
        same("errors", 0, errors.nonZero().counters().size());
        done("flushed", socket.flushPolicies());
        done("flushed", socket.flushSas(SadbSatype.ESP));
    }

    private void discards() throws IOException {
        PfKeySa sa = generation(0);
        done("added", keys.add(socket, sa));
        done("policy", socket.updatePolicy(policy(sa.reqid())));
        try (DatagramChannel channel = connected()) {
            send(channel);
            same("protected", (long) PACKETS, packets(sa));
            XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
            done(
                    "discard",
                    socket.updatePolicy(PfKeyPolicy.discard(PfKeyPolicyChecks.V4, IpsecDirection.OUTBOUND, 100)));
            send(channel);
            same("protected still", (long) PACKETS, packets(sa));
            XfrmStatistics errors =
                    XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before);
            same("dropped", (long) PACKETS, errors.value("XfrmOutPolBlock"));
        }
        done("flushed", socket.flushPolicies());
        done("flushed", socket.flushSas(SadbSatype.ESP));
    }

    private long packets(PfKeySa sa) throws LinuxException {
        XfrmId id = new XfrmId(sa.name().destination(), sa.name().spi(), XfrmId.ESP);
        return xfrm.getSa(XfrmSaKey.of(id)).orElseThrow().info().current().packets();
    }

    private static DatagramChannel connected() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.bind(new InetSocketAddress(address("10.1.0.1"), 0));
        channel.connect(new InetSocketAddress(address("10.2.0.9"), 9));
        return channel;
    }

    private static InetAddress address(String literal) throws IOException {
        return InetAddress.getByAddress(IpAddress.parse(literal).toBytes());
    }

    /** Blocked packets fail with EPERM at the sender; that is as good as dropped. */
    private static void send(DatagramChannel channel) {
        for (int i = 0; i < PACKETS; i++) {
            try {
                channel.write(ByteBuffer.wrap(new byte[64]));
            } catch (IOException e) {
                holds("refused by policy: " + e, String.valueOf(e.getMessage()).contains("not permitted"));
            }
        }
    }
}
