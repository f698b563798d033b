package org.qgate.engine.interop;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.engine.cipher.DropReason;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.loop.Engine;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Libc;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.packet.PacketSocket;

/**
 * Checks the engine against a Linux kernel that does ESP and is keyed by {@code ip xfrm}, and against a second engine: each
 * transform, both outer and inner families, with and without UDP, all sizes, key changes each 20 ms, forged and replayed
 * packets. As root on a kernel with ESP; the lab boots one. Argument: a folder for its notes.
 */
public final class InteropCheck {
    private static final long PERIOD_NANOS = 20_000_000L;
    private static final long REKEYING_NANOS = 3_000_000_000L;
    private static final int CHANGES_MIN = 50;
    private static final int PINGS = 300;
    private static final int SIZE_MAX = 1500;
    private static final int FRAGMENTED_BYTES_MAX = 4000;
    private static final int REPLAYS = 20;
    private static final int UDP_ENCAP = 100;
    private static final int UDP_ENCAP_ESPINUDP = 2;
    private static final int IPPROTO_UDP = 17;
    private static final Pattern PING = Pattern.compile("(\\d+) packets transmitted, (\\d+) received");
    private static final List<IpFamily> FAMILIES = List.of(IpFamily.IPV4, IpFamily.IPV6);

    private static final List<EspAlgorithm> ALGORITHMS = List.of(EspAlgorithm.values());

    private final InteropChecks checks;
    private final InteropNetwork network;
    private final EngineSide engine;
    private final EngineSide other;
    private final EngineSide ethernet;
    private final KernelSide kernel;
    private final List<EchoHost> hosts = new ArrayList<>();
    private int tunnels;

    private InteropCheck(InteropChecks checks, InteropNetwork network) throws Exception {
        this.checks = checks;
        this.network = network;
        engine = EngineSide.start(
                InteropNetwork.ENGINE, List.of(InteropNetwork.KERNEL, InteropNetwork.OTHER, InteropNetwork.ETHERNET));
        ethernet = EngineSide.start(InteropNetwork.ETHERNET, List.of(InteropNetwork.ENGINE));
        other = EngineSide.start(InteropNetwork.OTHER, List.of(InteropNetwork.ENGINE));
        kernel = KernelSide.start(InteropNetwork.KERNEL, InteropNetwork.ENGINE);
        network.joinTuns(Engine.innerMtu(InteropNetwork.LINK_MTU));
        takeUdpForEsp();
    }

    /** See the class. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = System.out;
        AtomicInteger exit = new AtomicInteger(2);
        Thread worker = new Thread(() -> exit.set(run(out, Path.of(arguments[0]))), "interop");
        worker.start();
        worker.join();
        out.flush();
        System.exit(exit.get());
    }

    private static int run(PrintStream out, Path folder) {
        InteropChecks checks = new InteropChecks(out);
        try (InteropNetwork network = InteropNetwork.up(folder)) {
            new InteropCheck(checks, network).runAll();
        } catch (Exception e) {
            checks.check("the checks can run at all", () -> {
                throw e;
            });
        }
        return checks.finish();
    }

    /** The kernel takes ESP out of UDP only where a socket asks for it. The sockets last as long as this program. */
    private static void takeUdpForEsp() throws LinuxException {
        for (IpFamily family : FAMILIES) {
            PacketSocket socket = NetworkNamespace.named(InteropNetwork.KERNEL.namespace())
                    .call(() -> PacketSocket.udp(InteropNetwork.KERNEL.outer(family, 1), Suite.UDP_PORT));
            int returned = Libc.instance().setsockopt(socket.fd().number(), IPPROTO_UDP, UDP_ENCAP, UDP_ENCAP_ESPINUDP);
            InteropChecks.same("setsockopt UDP_ENCAP over " + family, 0, returned);
        }
    }

    private void runAll() throws Exception {
        for (IpFamily family : FAMILIES) {
            hosts.add(EchoHost.on(InteropNetwork.KERNEL, family));
            hosts.add(EchoHost.on(InteropNetwork.OTHER, family));
            hosts.add(EchoHost.on(InteropNetwork.ETHERNET, family));
        }
        for (Suite suite : Suite.all()) {
            checks.check("kernel, " + suite, () -> echo(suite, InteropNetwork.KERNEL, someSizes(suite)));
            checks.check("engine, " + suite, () -> echo(suite, InteropNetwork.OTHER, someSizes(suite)));
        }
        for (int i = 0; i < ALGORITHMS.size(); i++) {
            Suite suite = new Suite(ALGORITHMS.get(i), FAMILIES.get(i % 2), false, true);
            checks.check("kernel, all sizes, " + suite, () -> echo(suite, InteropNetwork.KERNEL, allSizes()));
        }
        Suite overTap = new Suite(EspAlgorithm.AES_GCM_16_256, IpFamily.IPV4, true, true);
        checks.check(
                "engine on an Ethernet, " + overTap, () -> echo(overTap, InteropNetwork.ETHERNET, someSizes(overTap)));
        checks.check("the engine on an Ethernet counts hops down and says so", this::lastHop);
        checks.check("nothing was dropped but what policy forbids", this::noDrops);
        for (int i = 0; i < ALGORITHMS.size(); i++) {
            Suite suite = new Suite(ALGORITHMS.get(i), FAMILIES.get(1 - i % 2), false, i % 3 == 0);
            checks.check("engine refuses forgeries of the kernel's packets, " + suite, () -> engineIsAttacked(suite));
            checks.check("kernel refuses forgeries of the engine's packets, " + suite, () -> kernelIsAttacked(suite));
        }
        rekey();
        checks.check("no key is left", () -> {
            InteropChecks.same("SAs", 0, engine.sas() + other.sas() + ethernet.sas());
            InteropChecks.same("secrets", 0, engine.secrets() + other.secrets() + ethernet.secrets());
            return "all wiped";
        });
        for (EchoHost host : hosts) {
            host.close();
        }
        kernel.close();
        engine.close();
        other.close();
        ethernet.close();
    }

    private void rekey() {
        List<Suite> suites = List.of(
                new Suite(EspAlgorithm.AES_GCM_16_256, IpFamily.IPV4, false, true),
                new Suite(EspAlgorithm.AES_CBC_128_AES_XCBC_MAC_96, IpFamily.IPV4, true, false),
                new Suite(EspAlgorithm.CHACHA20_POLY1305, IpFamily.IPV6, false, true));
        for (Suite suite : suites) {
            checks.check("kernel, keys change, " + suite, () -> rekey(suite, InteropNetwork.KERNEL));
        }
        checks.check("engine, keys change, " + suites.get(0), () -> rekey(suites.get(0), InteropNetwork.OTHER));
    }

    private Side side(InteropNetwork.Site site) {
        if (site.equals(InteropNetwork.KERNEL)) {
            return kernel;
        }
        return site.equals(InteropNetwork.OTHER) ? other : ethernet;
    }

    private Keying keying(Suite suite, InteropNetwork.Site with) {
        return new Keying(engine, side(with), suite, with, tunnels++);
    }

    /** The ends of the range, what is around a block of a cipher, and some at random. */
    private static List<Integer> someSizes(Suite suite) {
        List<Integer> sizes = new ArrayList<>(List.of(0, 1, 2, 3, 15, 16, 17, 31, 1300, 1400, 1472, 1500));
        new Random(suite.hashCode())
                .ints(4, 40, FRAGMENTED_BYTES_MAX)
                .distinct()
                .forEach(sizes::add);
        return sizes.stream().distinct().toList();
    }

    private static List<Integer> allSizes() {
        List<Integer> sizes = new ArrayList<>();
        for (int bytes = 0; bytes <= SIZE_MAX; bytes++) {
            sizes.add(bytes);
        }
        return sizes;
    }

    private String echo(Suite suite, InteropNetwork.Site with, List<Integer> sizes) throws Exception {
        Keying keying = keying(suite, with);
        keying.start();
        try {
            for (IpFamily family : FAMILIES) {
                try (EchoClient client = EchoClient.on(InteropNetwork.ENGINE, family)) {
                    client.exchange(with, sizes);
                }
            }
        } finally {
            keying.end();
        }
        return sizes.size() + " sizes, IPv4 and IPv6 within";
    }

    /** With a hop limit of 1 a host gets no further than the engine, which is its router. */
    private String lastHop() {
        String told = "";
        for (String ping : List.of("ping -4 -t 1 10.1.0.1", "ping -6 -t 1 2001:db8:1::1")) {
            told += network.bash("ip netns exec qiT " + ping + " -n -c 1 -W 2 || true");
        }
        InteropChecks.holds(told, told.contains("From 10.4.0.254") && told.contains("From 2001:db8:4::fe"));
        LongSupplier dropped = () -> ethernet.counters().dropped(DropReason.HOP_LIMIT);
        InteropChecks.await(dropped, 2);
        InteropChecks.same("drops", 2, dropped.getAsLong());
        return "IPv4 and IPv6";
    }

    private String noDrops() throws Exception {
        for (EngineSide side : List.of(engine, other, ethernet)) {
            Map<DropReason, Long> drops = side.counters().drops();
            drops.remove(DropReason.POLICY_DISCARDS);
            drops.remove(DropReason.HOP_LIMIT);
            InteropChecks.holds("dropped: " + drops, drops.isEmpty());
        }
        Map<String, Long> errors = KernelErrors.now(network);
        InteropChecks.holds("kernel errors: " + errors, errors.isEmpty());
        return engine.counters().toString();
    }

    private String engineIsAttacked(Suite suite) throws Exception {
        Keying keying = keying(suite, InteropNetwork.KERNEL);
        keying.start();
        Suite.Sa sa = keying.back(0);
        LongSupplier unkeyed = () -> engine.counters().dropped(DropReason.NO_INBOUND_SA);
        try (Attack attack = new Attack(InteropNetwork.KERNEL, InteropNetwork.ENGINE, sa, engine, unkeyed)) {
            long tampered = engine.counters().dropped(DropReason.NOT_AUTHENTIC);
            long replayed = engine.counters().dropped(DropReason.REPLAYED);
            long received = engine.counters().received();
            int forgeries = attack.forge();
            attack.replay(1 + REPLAYS);
            InteropChecks.await(() -> engine.counters().dropped(DropReason.REPLAYED) - replayed, REPLAYS);
            InteropChecks.same(
                    "forgeries refused", forgeries, engine.counters().dropped(DropReason.NOT_AUTHENTIC) - tampered);
            InteropChecks.same("replays refused", REPLAYS, engine.counters().dropped(DropReason.REPLAYED) - replayed);
            InteropChecks.same("genuine taken", 1, engine.counters().received() - received);
            return forgeries + " forgeries and " + REPLAYS + " replays counted";
        } finally {
            keying.end();
        }
    }

    private String kernelIsAttacked(Suite suite) throws Exception {
        Keying keying = keying(suite, InteropNetwork.KERNEL);
        keying.start();
        Suite.Sa sa = keying.forth(0);
        EchoHost host = hosts.get(0);
        LongSupplier unkeyed = () -> KernelErrors.now(network).getOrDefault("XfrmInNoStates", 0L);
        try (Attack attack = new Attack(InteropNetwork.ENGINE, InteropNetwork.KERNEL, sa, kernel, unkeyed)) {
            Map<String, Long> before = KernelErrors.now(network);
            long received = host.received();
            int forgeries = attack.forge();
            attack.replay(1 + REPLAYS);
            InteropChecks.await(host::received, received + 1);
            Map<String, Long> since = KernelErrors.since(before, network);
            InteropChecks.same("forgeries refused", forgeries, since.getOrDefault("XfrmInStateProtoError", 0L));
            InteropChecks.same("replays refused", REPLAYS, since.getOrDefault("XfrmInStateSeqError", 0L));
            InteropChecks.same("genuine taken", 1, host.received() - received);
            return forgeries + " forgeries and " + REPLAYS + " replays counted";
        } finally {
            keying.end();
        }
    }

    private String rekey(Suite suite, InteropNetwork.Site with) throws Exception {
        Keying keying = keying(suite, with);
        keying.start();
        List<Process> pings = new ArrayList<>();
        for (IpFamily family : FAMILIES) {
            pings.add(ping(InteropNetwork.ENGINE, with, family));
            pings.add(ping(with, InteropNetwork.ENGINE, family));
        }
        int changes = keying.change(PERIOD_NANOS, REKEYING_NANOS);
        int received = 0;
        for (Process ping : pings) {
            String told = new String(ping.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            Matcher counts = PING.matcher(told);
            InteropChecks.holds(told, counts.find());
            InteropChecks.same("pings sent", PINGS, Integer.parseInt(counts.group(1)));
            received += Integer.parseInt(counts.group(2));
        }
        keying.end();
        InteropChecks.same("pings answered", (long) PINGS * pings.size(), received);
        InteropChecks.holds("only " + changes + " key changes", changes > CHANGES_MIN);
        return changes + " key changes in each direction, " + received + " pings, none lost";
    }

    private static Process ping(InteropNetwork.Site from, InteropNetwork.Site to, IpFamily family) throws Exception {
        return new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        from.namespace(),
                        "ping",
                        "-q",
                        "-n",
                        "-i",
                        "0.01",
                        "-c",
                        Integer.toString(PINGS),
                        "-W",
                        "2",
                        to.inner(family).toString())
                .redirectErrorStream(true)
                .start();
    }
}
