package org.qgate.engine.loop;

import java.io.PrintStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.qgate.engine.cipher.EspAlgorithm;
import org.qgate.engine.cipher.KeyStoreFullException;
import org.qgate.engine.cipher.SaDirection;
import org.qgate.engine.cipher.SaParameters;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.libc.NetworkNamespace;
import org.qgate.linux.memory.SecretArena;

/**
 * Runs engines with keys that everybody knows, for interoperability and throughput checks in network namespaces; the
 * scripts in {@code src/test/rig} use it. Arguments are {@code name=value}:
 *
 * <pre>
 * algorithm=AES_GCM_16_256  local=ADDRESS  peer=ADDRESS  inner=PREFIX,...  remote=PREFIX,...  tun=NAME
 * namespace=NAME            where the first engine lives; absent: here
 * peer-namespace=NAME       where a second engine lives, with all the rest mirrored; absent: the peer is somebody else
 * udp=PORT                  ESP in UDP   esn=false  32 bit sequence numbers   period=MILLIS  change keys so often
 * </pre>
 *
 * <p>Prints {@code ready}, and what the engines counted when standard input ends. {@code print=keys} only prints the key
 * of each SPI in hex, for the other side.
 */
public final class EngineRig {
    private static final int REQID = 7;
    private static final int FORTH = 0x1000_0000;
    private static final int BACK = 0x2000_0000;
    private static final int CAPACITY = 4096;
    private static final long INBOUND_KEPT_NANOS = 300_000_000L;
    private static final long OUTBOUND_KEPT_NANOS = 100_000_000L;

    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final EspAlgorithm algorithm;
    private final SecretArena arena;
    private final List<Engine> engines = new ArrayList<>();

    private EngineRig(String[] words) throws LinuxException {
        for (String word : words) {
            int equals = word.indexOf('=');
            arguments.put(word.substring(0, equals), word.substring(equals + 1));
        }
        algorithm = EspAlgorithm.valueOf(argument("algorithm", "AES_GCM_16_256"));
        arena = SecretArena.open(4 * CAPACITY, 1);
    }

    private String argument(String name, String otherwise) {
        return arguments.getOrDefault(name, otherwise);
    }

    /** See the class. */
    public static void main(String[] words) throws Exception {
        PrintStream out = System.out;
        EngineRig rig = new EngineRig(words);
        if (rig.arguments.containsKey("print")) {
            out.println(HexFormat.of().formatHex(rig.key(FORTH)) + " "
                    + HexFormat.of().formatHex(rig.key(BACK)));
            return;
        }
        rig.run(out);
    }

    private void run(PrintStream out) throws Exception {
        boolean pair = arguments.containsKey("peer-namespace");
        engines.add(start("namespace", "local", "inner", "remote"));
        if (pair) {
            engines.add(start("peer-namespace", "peer", "remote", "inner"));
        }
        addGeneration(0);
        Thread rekeying = new Thread(this::changeKeys, "rig-keys");
        rekeying.setDaemon(true);
        rekeying.start();
        out.println("ready");
        out.flush();
        while (System.in.read() >= 0) {
            // Until the end of input.
        }
        for (Engine engine : engines) {
            out.println(engine.counters());
            engine.close();
        }
    }

    private Engine start(String namespace, String local, String inner, String remote) throws LinuxException {
        int port = Integer.parseInt(argument("udp", "0"));
        EngineOptions options = new EngineOptions(
                argument("tun", "qg0"), List.of(IpAddress.parse(argument(local, ""))), port, 1500, CAPACITY);
        NetworkNamespace.Task<Engine> task = () -> Engine.start(
                options, System::nanoTime, new Engine.Listeners((direction, sa, expiry, usage) -> {}, policy -> {}));
        Engine engine = arguments.containsKey(namespace)
                ? NetworkNamespace.named(argument(namespace, "")).call(task)
                : task.run();
        engine.setPolicies(
                table(argument(inner, ""), argument(remote, "")), table(argument(remote, ""), argument(inner, "")));
        return engine;
    }

    private static PolicyTable table(String sources, String destinations) {
        List<Policy> policies = new ArrayList<>();
        for (String source : sources.split(",", -1)) {
            for (String destination : destinations.split(",", -1)) {
                IpPrefix from = IpPrefix.parse(source);
                IpPrefix to = IpPrefix.parse(destination);
                if (from.family() == to.family()) {
                    policies.add(Policy.of(from, to, Decision.protect(REQID)));
                }
            }
        }
        return new PolicyTable(policies);
    }

    private byte[] key(int spi) throws Exception {
        byte[] key = new byte[algorithm.keyBytes()];
        for (int at = 0; at < key.length; at += 32) {
            byte[] part = MessageDigest.getInstance("SHA-256")
                    .digest(("rig " + spi + " " + at).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            System.arraycopy(part, 0, key, at, Math.min(32, key.length - at));
        }
        return key;
    }

    private void addGeneration(int generation) throws Exception {
        IpAddress local = IpAddress.parse(argument("local", ""));
        IpAddress peer = IpAddress.parse(argument("peer", ""));
        add(SaDirection.INBOUND, BACK + generation, peer, local, 0);
        if (engines.size() > 1) {
            add(SaDirection.INBOUND, FORTH + generation, local, peer, 1);
            add(SaDirection.OUTBOUND, BACK + generation, peer, local, 1);
            engines.get(1).store().use(BACK + generation);
        }
        add(SaDirection.OUTBOUND, FORTH + generation, local, peer, 0);
        engines.get(0).store().use(FORTH + generation);
    }

    private void add(SaDirection direction, int spi, IpAddress from, IpAddress to, int engine)
            throws Exception, KeyStoreFullException {
        Tunnel tunnel = Tunnel.between(from, to);
        int port = Integer.parseInt(argument("udp", "0"));
        SaParameters parameters =
                SaParameters.of(spi, REQID, algorithm, port == 0 ? tunnel : tunnel.withUdp(port, port));
        if (argument("esn", "true").equals("false")) {
            parameters = parameters.with(SaParameters.SequenceRules.SHORT);
        }
        engines.get(engine).store().add(direction, parameters, arena.take(key(spi)), System.nanoTime());
    }

    private void changeKeys() {
        long periodNanos = (long) (Double.parseDouble(argument("period", "0")) * 1e6);
        if (periodNanos == 0) {
            return;
        }
        int outboundKept = (int) (OUTBOUND_KEPT_NANOS / periodNanos) + 1;
        int inboundKept = (int) (INBOUND_KEPT_NANOS / periodNanos) + 1;
        long deadline = System.nanoTime();
        try {
            for (int generation = 1; ; generation++) {
                deadline += periodNanos;
                while (deadline - System.nanoTime() > 0) {
                    LockSupport.parkNanos(deadline - System.nanoTime());
                }
                addGeneration(generation);
                for (Engine engine : engines) {
                    for (int base : Arrays.asList(FORTH, BACK)) {
                        engine.store().delete(SaDirection.OUTBOUND, base + generation - outboundKept);
                        engine.store().delete(SaDirection.INBOUND, base + generation - inboundKept);
                    }
                }
            }
        } catch (Exception e) {
            throw new IllegalStateException("the rig cannot change keys", e);
        }
    }
}
