package org.qgate.agent.pfkey;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.qgate.agent.config.LinkConfiguration;
import org.qgate.agent.secret.LockedKeyMemory;
import org.qgate.core.model.SaLimits;
import org.qgate.core.model.Suite;
import org.qgate.core.port.LinkEffect;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.secret.SecretBytes;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.SecretArena;
import org.qgate.linux.netlink.NetlinkResult;
import org.qgate.linux.pfkey.PfKeySocket;
import org.qgate.linux.pfkey.PfKeyTransport;
import org.qgate.linux.rtnetlink.InterfaceAddress;
import org.qgate.linux.rtnetlink.Route;
import org.qgate.linux.rtnetlink.RouteSocket;
import org.qgate.linux.xfrm.XfrmId;
import org.qgate.linux.xfrm.XfrmSaKey;
import org.qgate.linux.xfrm.XfrmSocket;
import org.qgate.linux.xfrm.XfrmStatistics;

/**
 * Checks the programmer against a kernel that has ESP and af_key, as root, in a network namespace of its own. Needs no test library:
 * the lab has none. Exit code 0 when every check passed.
 */
public final class PfkeyKernelCheck {
    private static final SaLimits LIMITS = new SaLimits(1 << 28, 1 << 30, 54, 60);
    private static final SaLimits SHORT = new SaLimits(1 << 28, 1 << 30, 2, 2);
    private static final int KEY_CHANGES = 200;
    private static final int KEPT = 5;
    private static final int PACKETS = 3;
    private static final long PATIENCE_SECONDS = 20;

    private final PrintStream out;
    private final PfKeySocket socket;
    private final XfrmSocket xfrm;
    private final SecretArena arena;
    private final SecureRandom random = new SecureRandom();
    private final BlockingQueue<LinkEvent> reports = new LinkedBlockingQueue<>(10_000);
    private final PfkeyResidents residents = new PfkeyResidents((link, event) -> reports.add(event));
    private PfkeySaProgrammer programmer;
    private PfkeyGateway gateway;
    private int passed;
    private int failed;

    private PfkeyKernelCheck(PrintStream out, PfKeySocket socket, XfrmSocket xfrm, SecretArena arena) {
        this.out = out;
        this.socket = socket;
        this.xfrm = xfrm;
        this.arena = arena;
        this.programmer = new PfkeySaProgrammer(socket, residents);
        this.gateway = new PfkeyGateway(socket, programmer);
    }

    /** Takes no arguments. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        AtomicInteger exit = new AtomicInteger(2);
        Thread worker = new Thread(() -> exit.set(run(out)), "kernel-check");
        worker.start();
        worker.join();
        out.flush();
        System.exit(exit.get());
    }

    private static int run(PrintStream out) {
        int pid = (int) ProcessHandle.current().pid();
        try (SecretArena arena = SecretArena.open(64, 1)) {
            NetworkNamespace.unshareForThisThread();
            prepareInterface();
            try (PfKeySocket socket = PfKeySocket.open(PfKeyTransport.kernel(), pid, new SecureRandom().nextInt());
                    XfrmSocket xfrm = XfrmSocket.open()) {
                PfkeyKernelCheck check = new PfkeyKernelCheck(out, socket, xfrm, arena);
                PfkeyEventReader reader =
                        PfkeyEventReader.start(PfKeyTransport.kernel(), pid, check.residents, () -> {});
                check.suites();
                check.life(Suite.VPN_B, 1);
                check.life(Suite.AES_CBC_256_HMAC_SHA_256, 200);
                reader.stop();
                return check.finish();
            }
        } catch (Exception e) {
            e.printStackTrace(out);
            return 1;
        }
    }

    /** A packet that a policy catches must have a way out, or it never gets so far. */
    private static void prepareInterface() throws IOException {
        try (RouteSocket route = RouteSocket.open()) {
            allDone(route.batch().addDummy("qd").send());
            int index = route.link("qd").orElseThrow().index();
            allDone(route.batch()
                    .setUp(index, true)
                    .addAddress(InterfaceAddress.global(index, IpPrefix.parse("203.0.113.1/24")))
                    .addAddress(InterfaceAddress.global(index, IpPrefix.parse("10.1.0.1/24")))
                    .addRoute(Route.unicast(IpPrefix.parse("10.2.0.0/24"), Route.NextHop.dev(index), 0))
                    .send());
        }
    }

    private static void allDone(List<NetlinkResult> results) {
        results.forEach(result -> same(result.toString(), true, result.isAcknowledged()));
    }

    private static LinkConfiguration link(Suite suite, int reqid) {
        return PfkeyTestLinks.alice(suite, reqid, PfkeyTestLinks.selector("10.1.0.0/24", "10.2.0.0/24"));
    }

    private void suites() {
        check("AES-GCM is refused before a key is drawn, CBC suites are taken", () -> {
            gateway.requireCapabilities(List.of(link(Suite.VPN_B, 1), link(Suite.AES_CBC_256_HMAC_SHA_256, 2)));
            try {
                gateway.requireCapabilities(List.of(link(Suite.AES_GCM_256, 1)));
            } catch (IOException e) {
                same("names the suite", true, String.valueOf(e.getMessage()).contains("aes-gcm-256"));
                return;
            }
            throw new AssertionError("AES-GCM was taken");
        });
    }

    private void life(Suite suite, int reqid) throws IOException {
        LinkConfiguration configuration = link(suite, reqid);
        PfkeyLink first = new PfkeyLink(configuration, gateway.requireCapabilities(List.of(configuration)));
        check(suite + ": a prepared link lets nothing out", () -> {
            same("left by a predecessor", 0, gateway.prepare(first));
            same("blocked", (long) PACKETS, errors("XfrmOutPolBlock", PfkeyKernelCheck::send));
        });
        check(suite + ": " + KEY_CHANGES + " key changes, each packet under the SA of its turn", () -> changes(first));
        check(suite + ": a successor finds them, carries on and deletes them", () -> {
            programmer = new PfkeySaProgrammer(socket, residents);
            gateway = new PfkeyGateway(socket, programmer);
            succeed(new PfkeyLink(configuration, gateway.requireCapabilities(List.of(configuration))));
        });
        check(suite + ": a limit reached is told, and nothing leaves behind it", () -> {
            expires(new PfkeyLink(configuration, gateway.requireCapabilities(List.of(configuration))));
        });
        check(suite + ": a stop keeps blocking, a removal leaves nothing", () -> {
            PfkeyLink last = new PfkeyLink(configuration, gateway.requireCapabilities(List.of(configuration)));
            gateway.retreat(last);
            same("SAs", 0, sas());
            same("blocked", (long) PACKETS, errors("XfrmOutPolBlock", PfkeyKernelCheck::send));
            gateway.lift(last);
            same("policies", 0, xfrm.dumpPolicies().size());
        });
        check(suite + ": no secret is left", () -> same("slots in use", 0, arena.used()));
    }

    private void changes(PfkeyLink link) throws IOException {
        XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
        for (int i = 0; i < KEY_CHANGES; i++) {
            int spi = 0x1000 + i;
            List<LinkEvent> wanted = List.of(
                    new LinkEvent.InboundInstalled(PfkeyTestLinks.in(i)),
                    new LinkEvent.OutboundInstalled(PfkeyTestLinks.out(i)),
                    new LinkEvent.OutboundSwitched(PfkeyTestLinks.out(i)));
            same("answers", wanted, change(link, i, spi, LIMITS));
            send();
            same("packets of change " + i, (long) PACKETS, packets(spi));
            if (i >= KEPT) {
                execute(
                        link,
                        new LinkEffect.DeleteInbound(PfkeyTestLinks.in(i - KEPT), spi - KEPT + 0x1_0000),
                        new LinkEffect.DeleteOutbound(PfkeyTestLinks.out(i - KEPT), spi - KEPT));
            }
        }
        XfrmStatistics errors =
                XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before);
        same("errors", 0, errors.nonZero().counters().size());
        same("SAs", 2 * KEPT, sas());
    }

    private List<LinkEvent> change(PfkeyLink link, int index, int spi, SaLimits limits) {
        try (SecretBytes in = key(link);
                SecretBytes out = key(link)) {
            return execute(
                    link,
                    new LinkEffect.InstallInbound(
                            PfkeyTestLinks.in(index),
                            spi + 0x1_0000,
                            link.configuration().parameters().suite(),
                            in,
                            limits),
                    new LinkEffect.InstallOutbound(
                            PfkeyTestLinks.out(index),
                            spi,
                            link.configuration().parameters().suite(),
                            out,
                            limits),
                    new LinkEffect.SwitchOutbound(PfkeyTestLinks.out(index), spi));
        }
    }

    private void succeed(PfkeyLink link) throws IOException {
        same("left", 2 * KEPT, gateway.prepare(link));
        int last = 0x1000 + KEY_CHANGES - 1;
        send();
        same("packets of the predecessor's SA", 2L * PACKETS, packets(last));
        same("answers", 3, change(link, 900, 0x9000, LIMITS).size());
        execute(link, new LinkEffect.DeletePredecessors());
        same("SAs", 2, sas());
        send();
        same("packets of the new SA", (long) PACKETS, packets(0x9000));
        execute(
                link,
                new LinkEffect.DeleteInbound(PfkeyTestLinks.in(900), 0x9000 + 0x1_0000),
                new LinkEffect.DeleteOutbound(PfkeyTestLinks.out(900), 0x9000));
    }

    private void expires(PfkeyLink link) throws Exception {
        gateway.prepare(link);
        reports.clear();
        same("answers", 3, change(link, 901, 0x9001, SHORT).size());
        await(new LinkEvent.SaExpired(PfkeyTestLinks.out(901), false));
        await(new LinkEvent.SaExpired(PfkeyTestLinks.out(901), true));
        same("dropped", true, errors("XfrmOutNoStates", PfkeyKernelCheck::send) > 0);
    }

    private void await(LinkEvent wanted) throws InterruptedException {
        LinkEvent event;
        do {
            event = reports.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            same("a report before the patience ends, waiting for " + wanted, true, event != null);
        } while (!wanted.equals(event));
    }

    private SecretBytes key(PfkeyLink link) {
        byte[] bytes = new byte[link.configuration().parameters().suite().keyBytes()];
        random.nextBytes(bytes);
        return new LockedKeyMemory(arena).take(bytes);
    }

    private List<LinkEvent> execute(PfkeyLink link, LinkEffect... effects) {
        List<LinkEvent> answers = new ArrayList<>();
        for (LinkEffect effect : effects) {
            programmer.add(link, effect);
        }
        programmer.execute((name, event) -> answers.add(event));
        return answers;
    }

    /** Without larval SAs, which Linux makes for packets that miss theirs. */
    private int sas() throws IOException {
        return (int)
                xfrm.dumpSas().stream().filter(sa -> sa.info().id().spi() != 0).count();
    }

    private long packets(int spi) throws IOException {
        XfrmId id = new XfrmId(IpAddress.parse("203.0.113.2"), spi, XfrmId.ESP);
        return xfrm.getSa(XfrmSaKey.of(id)).orElseThrow().info().current().packets();
    }

    private static long errors(String counter, Check during) throws Exception {
        XfrmStatistics before = XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD);
        during.run();
        return XfrmStatistics.read(XfrmStatistics.OF_THIS_THREAD).since(before).value(counter);
    }

    /** Blocked packets fail with EPERM at the sender; that is as good as dropped. */
    private static void send() throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.bind(new InetSocketAddress(address("10.1.0.1"), 0));
            for (int i = 0; i < PACKETS; i++) {
                try {
                    channel.send(ByteBuffer.wrap(new byte[64]), new InetSocketAddress(address("10.2.0.9"), 9));
                } catch (IOException e) {
                    same(e.toString(), true, String.valueOf(e.getMessage()).contains("not permitted"));
                }
            }
        }
    }

    private static InetAddress address(String literal) throws IOException {
        return InetAddress.getByAddress(IpAddress.parse(literal).toBytes());
    }

    @FunctionalInterface
    private interface Check {
        void run() throws Exception;
    }

    private void check(String name, Check check) {
        int number = passed + failed + 1;
        try {
            check.run();
            passed++;
            out.printf("PASS %02d %s%n", number, name);
        } catch (Exception | AssertionError e) {
            failed++;
            out.printf("FAIL %02d %s: %s%n", number, name, e);
            e.printStackTrace(out);
        }
    }

    private int finish() {
        out.printf("%d passed, %d failed%n", passed, failed);
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static void same(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": wanted " + expected + ", got " + actual);
        }
    }
}
