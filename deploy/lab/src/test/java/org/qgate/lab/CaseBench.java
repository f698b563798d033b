package org.qgate.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.qgate.lab.gateways.PingCount;
import org.qgate.lab.kernel.Checkout;
import org.qgate.lab.kernel.CommandResult;
import org.qgate.lab.kernel.IpsecKernel;
import org.qgate.lab.kernel.LabException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two gateways on one cable with a link for each case of a test, in a kernel that is given: one pair of agents for all cases.
 *
 * <pre>{@code
 *   A: 10.1.N.1, 2001:db8:1::N    192.0.2.1 ---- 192.0.2.2    B: 10.2.N.1, 2001:db8:2::N
 *                         2001:db8:ffff::1      2001:db8:ffff::2
 * }</pre>
 */
final class CaseBench implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration UP_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final JsonMapper JSON = new JsonMapper();

    private final IpsecKernel kernel;
    private final Checkout checkout;
    private final List<LinkCase> cases;
    private final String prefix;

    private CaseBench(IpsecKernel kernel, Checkout checkout, List<LinkCase> cases, String prefix) {
        this.kernel = kernel;
        this.checkout = checkout;
        this.cases = cases;
        this.prefix = prefix;
    }

    /** The name of gateway 1 or 2 in configurations. */
    static String gatewayName(int gateway) {
        return gateway == 1 ? "alice" : "bob";
    }

    /** Makes the network and writes the configurations; the agents are not started. */
    static CaseBench open(IpsecKernel kernel, Checkout checkout, List<LinkCase> cases)
            throws IOException, InterruptedException {
        String prefix = "qc" + Long.toString(System.nanoTime() & 0xFFFFFF, 36);
        CaseBench bench = new CaseBench(kernel, checkout, cases, prefix);
        bench.run(bench.network());
        for (int gateway = 1; gateway <= 2; gateway++) {
            Files.writeString(bench.file(gateway, "conf"), bench.configuration(gateway));
        }
        return bench;
    }

    private String network() {
        StringBuilder script = new StringBuilder("""
                set -e
                mkdir -p RUN
                head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \\n' >RUN/link.secret
                head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \\n' >RUN/simulated.seed
                chmod 600 RUN/*
                ip netns add NS1
                ip netns add NS2
                ip link add wan netns NS1 type veth peer name wan netns NS2
                """);
        for (int gateway = 1; gateway <= 2; gateway++) {
            int peer = 3 - gateway;
            script.append("ip -n NS").append(gateway).append(" -batch - <<'END'\n");
            script.append("link set lo up\nlink set wan up\n");
            script.append("addr add 192.0.2.").append(gateway).append("/24 dev wan\n");
            script.append("addr add 2001:db8:ffff::").append(gateway).append("/64 dev wan nodad\n");
            script.append("route add 10.")
                    .append(peer)
                    .append(".0.0/16 via 192.0.2.")
                    .append(peer)
                    .append('\n');
            script.append("route add 2001:db8:")
                    .append(peer)
                    .append("::/48 via 2001:db8:ffff::")
                    .append(peer);
            script.append('\n');
            for (LinkCase one : cases) {
                script.append("addr add ").append(one.innerPrefix(gateway)).append(" dev lo\n");
            }
            script.append("END\n");
        }
        return script.toString();
    }

    private Path file(int gateway, String kind) {
        return kernel.folder().resolve(prefix + "-" + gatewayName(gateway) + "." + kind);
    }

    private String configuration(int gateway) {
        return """
                qgate {
                  gateway = %s
                  state-directory = "%s/state%d"
                  control-socket = "%s/ctl%d"
                  links {
                %s
                  }
                }
                """.formatted(
                gatewayName(gateway),
                folder(),
                gateway,
                folder(),
                gateway,
                cases.stream().map(one -> one.configuration(gateway, folder())).collect(Collectors.joining()));
    }

    private String folder() {
        return "/run/qgate-lab/" + prefix;
    }

    /** Runs a script in which RUN is the run's folder, and NS1 and NS2 are the gateways' namespaces; gives back its output. */
    String run(String script) throws LabException, InterruptedException {
        CommandResult result = kernel.run(
                script.replace("NS1", prefix + "-1")
                        .replace("NS2", prefix + "-2")
                        .replace("RUN", folder()),
                PATIENCE);
        return result.outOrThrow(script);
    }

    /** Starts both agents and waits until every link is up on both. */
    void startAgents() throws LabException, InterruptedException {
        for (int gateway = 1; gateway <= 2; gateway++) {
            run("ip netns exec NS" + gateway + " setsid " + checkout.program("qgate-agent") + " --config "
                    + file(gateway, "conf") + " </dev/null >" + file(gateway, "log") + " 2>&1 & echo $! >RUN/pid"
                    + gateway);
        }
        long end = System.nanoTime() + UP_TIMEOUT.toNanos();
        for (int gateway = 1; gateway <= 2; gateway++) {
            List<String> down = notUp(gateway);
            while (!down.isEmpty()) {
                if (System.nanoTime() > end) {
                    throw new LabException("Not up on gateway " + gatewayName(gateway) + " within "
                            + UP_TIMEOUT.toSeconds() + " s: " + down + "; its log: " + file(gateway, "log"));
                }
                Thread.sleep(LOOK_INTERVAL.toMillis());
                down = notUp(gateway);
            }
        }
    }

    private List<String> notUp(int gateway) throws InterruptedException {
        try {
            Map<String, JsonNode> links = links(gateway);
            return cases.stream()
                    .map(LinkCase::name)
                    .filter(name -> !links.containsKey(name)
                            || !links.get(name).path("state").asString().equals("up"))
                    .toList();
        } catch (LabException e) {
            return List.of("the agent does not answer: " + e.getMessage());
        }
    }

    /** What an agent says of its links, by name. */
    Map<String, JsonNode> links(int gateway) throws LabException, InterruptedException {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        for (JsonNode link : JSON.readTree(ctl(gateway, "links --json")).path("links")) {
            byName.put(link.path("link").asString(), link);
        }
        return byName;
    }

    /** Output of {@code qgatectl}. */
    String ctl(int gateway, String arguments) throws LabException, InterruptedException {
        return run(checkout.program("qgatectl") + " --socket RUN/ctl" + gateway + " " + arguments);
    }

    /** Five pings of one case from A to B, with further options of ping. */
    PingCount ping(LinkCase one, String options) throws LabException, InterruptedException {
        String summary = run("ip netns exec NS1 ping -q -n -W 2 -i 0.1 -c 5 " + options + " -I " + one.innerAddress(1)
                + " " + one.innerAddress(2) + " 2>&1 | grep transmitted");
        String[] words = summary.split(" ", -1);
        return new PingCount(Long.parseLong(words[3]), Long.parseLong(words[0]));
    }

    /** The same; gives back what tcpdump at gateway B says of the ESP packets and of what came out of them. */
    String watchPings(LinkCase one, String options) throws LabException, InterruptedException {
        run("ip netns exec NS2 tcpdump -v -n -l -i wan 'esp or icmp or udp port 4500'"
                + " >RUN/dump 2>RUN/dump.err & echo $! >RUN/dump.pid; for n in $(seq 100); do"
                + " grep -q listening RUN/dump.err && break; sleep 0.1; done");
        ping(one, options);
        return run("sleep 0.3; kill $(cat RUN/dump.pid); cat RUN/dump");
    }

    /** Pings every case from A to B at the same time, a few seconds long; results by name. */
    Map<String, PingCount> pingAll(int count) throws LabException, InterruptedException {
        StringBuilder script = new StringBuilder();
        for (LinkCase one : cases) {
            script.append("ip netns exec NS1 ping -q -n -W 2 -i 0.05 -c ").append(count);
            script.append(" -I ").append(one.innerAddress(1)).append(' ').append(one.innerAddress(2));
            script.append(" >RUN/ping-").append(one.name()).append(" 2>&1 &\n");
        }
        script.append("wait\nfor f in RUN/ping-*; do echo \"${f##*/ping-} $(grep transmitted $f)\"; done");
        Map<String, PingCount> counts = new LinkedHashMap<>();
        for (String line : run(script.toString()).lines().toList()) {
            String[] words = line.split(" ", -1);
            counts.put(words[0], new PingCount(Long.parseLong(words[4]), Long.parseLong(words[1])));
        }
        return counts;
    }

    /** The end of a gateway's log, for messages. */
    String log(int gateway) throws IOException {
        return Files.readString(file(gateway, "log"));
    }

    @Override
    public void close() {
        try {
            run("""
                    for n in 1 2; do
                        [ -s RUN/pid$n ] && kill -KILL $(cat RUN/pid$n) $(ip netns pids PREFIX-$n) 2>/dev/null
                        ip netns del PREFIX-$n
                    done
                    sync KERNEL/*.log; rm -rf RUN
                    """.replace("PREFIX", prefix).replace("KERNEL", kernel.folder().toString()));
        } catch (LabException e) {
            System.err.println("lab: the network " + prefix + " was not taken down: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
