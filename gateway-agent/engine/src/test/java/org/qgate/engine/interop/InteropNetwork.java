package org.qgate.engine.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qgate.engine.router.EthernetLink;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;

/**
 * Network namespaces: an engine in the middle, joined by cables to a kernel that does ESP and to two more engines. The last
 * is a router on an Ethernet, with a host of its own behind it: its namespace's kernel, beyond a TAP interface.
 *
 * <pre>
 * kernel ---- engine ---- other engine
 *    2   cable 1  1  cable 2    3
 *                 1  cable 3    4 ---- host
 *                              engine with TAP
 * </pre>
 */
final class InteropNetwork implements AutoCloseable {
    static final String TUN = "qg0";
    static final int LINK_MTU = 1500;
    static final Site ENGINE = new Site("qiE", 1, List.of(1, 2, 3));
    static final Site KERNEL = new Site("qiK", 2, List.of(1));
    static final Site OTHER = new Site("qiO", 3, List.of(2));
    static final Site ETHERNET = new Site("qiT", 4, List.of(3));

    private static final int COMMAND_SECONDS = 30;

    private final Path script;

    /**
     * An end.
     *
     * @param namespace its network namespace
     * @param number last part of its outer addresses, and network part of its inner ones
     * @param cables to which it is joined
     */
    record Site(String namespace, int number, List<Integer> cables) {
        IpAddress outer(IpFamily family, int cable) {
            return IpAddress.parse(
                    family == IpFamily.IPV4 ? "192.0." + cable + "." + number : "2001:db8:f" + cable + "::" + number);
        }

        List<IpAddress> outerAddresses() {
            return cables.stream()
                    .flatMap(cable -> List.of(outer(IpFamily.IPV4, cable), outer(IpFamily.IPV6, cable)).stream())
                    .toList();
        }

        IpAddress inner(IpFamily family) {
            return IpAddress.parse(family == IpFamily.IPV4 ? "10." + number + ".0.1" : "2001:db8:" + number + "::1");
        }

        IpPrefix inner4Prefix() {
            return IpPrefix.parse("10." + number + ".0.0/16");
        }

        IpPrefix inner6Prefix() {
            return IpPrefix.parse("2001:db8:" + number + "::/48");
        }
    }

    /** What the engine of {@link #ETHERNET} is to its host. */
    static EthernetLink ethernet() {
        return EthernetLink.of(
                List.of(
                        new EthernetLink.Address(IpAddress.parse("10.4.0.254"), 16),
                        new EthernetLink.Address(IpAddress.parse("2001:db8:4::fe"), 64)),
                List.of());
    }

    private InteropNetwork(Path folder) {
        script = folder.resolve("network.sh");
    }

    /** Ties the SAs of two ends to their policies. */
    static int reqid(Site one, Site other) {
        return 100 + one.number() + other.number();
    }

    static InteropNetwork up(Path folder) {
        InteropNetwork network = new InteropNetwork(folder);
        network.bash("""
            for ns in qiE qiK qiO qiT; do ip netns add $ns; ip -n $ns link set lo up; done
            ip -n qiE link add cable1 type veth peer name cable1 netns qiK
            ip -n qiE link add cable2 type veth peer name cable2 netns qiO
            ip -n qiE link add cable3 type veth peer name cable3 netns qiT
            join() { # namespace cable number
                ip -n $1 address add 192.0.$2.$3/24 dev cable$2
                ip -n $1 address add 2001:db8:f$2::$3/64 dev cable$2 nodad
                ip -n $1 link set cable$2 up
            }
            join qiE 1 1; join qiE 2 1; join qiE 3 1; join qiK 1 2; join qiO 2 3; join qiT 3 4
            ip -n qiK address add 10.2.0.1/32 dev lo
            ip -n qiK address add 2001:db8:2::1/128 dev lo nodad
            ip -n qiK route add 10.1.0.0/16 dev cable1 src 10.2.0.1
            ip -n qiK route add 2001:db8:1::/48 dev cable1 src 2001:db8:2::1
            """);
        return network;
    }

    /** Gives the engines' interfaces, which are there by now, addresses and routes. */
    void joinTuns(int mtu) {
        bash("""
            tun() { # namespace number others
                ip -n $1 address add 10.$2.0.1/32 dev qg0
                ip -n $1 address add 2001:db8:$2::1/128 dev qg0 nodad
                ip -n $1 link set qg0 mtu MTU up
                for other in $3; do
                    ip -n $1 route add 10.$other.0.0/16 dev qg0 src 10.$2.0.1
                    ip -n $1 route add 2001:db8:$other::/48 dev qg0 src 2001:db8:$2::1
                done
            }
            tun qiE 1 "2 3 4"; tun qiO 3 1
            ip -n qiT address add 10.4.0.1/16 dev qg0
            ip -n qiT address add 2001:db8:4::1/64 dev qg0 nodad
            ip -n qiT link set qg0 mtu MTU up
            ip -n qiT route add 10.1.0.0/16 via 10.4.0.254
            ip -n qiT route add 2001:db8:1::/48 via 2001:db8:4::fe
            """.replace("MTU", Integer.toString(mtu)));
    }

    /** Runs a script and returns what it prints. */
    String bash(String text) {
        try {
            Files.writeString(script, "set -e\n" + text);
            Path output = script.resolveSibling("network.out");
            Process process = new ProcessBuilder("bash", script.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            boolean ended = process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException((ended ? "failed" : "did not end") + ": " + text + "\n" + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        bash("for ns in qiE qiK qiO qiT; do ip netns delete $ns || true; done");
    }
}
