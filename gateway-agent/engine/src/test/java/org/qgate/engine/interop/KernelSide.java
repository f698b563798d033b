package org.qgate.engine.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

/**
 * Linux, told by {@code ip xfrm} alone. One process of it takes all commands in their order. A policy names the SPI that
 * is used, so a switch of keys is one change of a policy.
 */
final class KernelSide implements Side, AutoCloseable {
    private static final String COUNT = "SAD count";

    private final InteropNetwork.Site site;
    private final InteropNetwork.Site peer;
    private final Process process;
    private final Writer commands;
    private final AtomicLong done = new AtomicLong();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable IpAddress acceptedFrom;
    private long asked;
    private volatile boolean ended;

    private KernelSide(InteropNetwork.Site site, InteropNetwork.Site peer) throws IOException {
        this.site = site;
        this.peer = peer;
        // Its answers would stay in its buffer otherwise. It ends at the first command that fails.
        this.process = new ProcessBuilder("stdbuf", "-oL", "ip", "-n", site.namespace(), "-batch", "-")
                .redirectErrorStream(true)
                .start();
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
    }

    static KernelSide start(InteropNetwork.Site site, InteropNetwork.Site peer) throws IOException {
        KernelSide side = new KernelSide(site, peer);
        Thread reader = new Thread(side::read, "ip-xfrm");
        reader.setDaemon(true);
        reader.start();
        return side;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.US_ASCII)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(COUNT)) {
                    done.incrementAndGet();
                } else {
                    complaints.add(line);
                }
            }
        } catch (IOException e) {
            complaints.add(e.toString());
        }
        ended = true;
    }

    private void tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    private boolean isOutbound(Suite.Sa sa) {
        return site.outerAddresses().contains(sa.from());
    }

    @Override
    public void add(Suite.Sa sa) throws IOException {
        Suite suite = sa.suite();
        String flags = suite.extended() ? "replay-window 128 flag af-unspec esn" : "replay-window 32 flag af-unspec";
        String encapsulation =
                suite.udp() ? " encap espinudp " + Suite.UDP_PORT + " " + Suite.UDP_PORT + " 0.0.0.0" : "";
        tell("xfrm state add " + name(sa) + " reqid " + sa.reqid() + " mode tunnel " + flags + " "
                + algorithm(suite, sa.key()) + encapsulation);
        if (!isOutbound(sa) && !sa.from().equals(acceptedFrom)) {
            acceptedFrom = sa.from();
            policies("in", sa, "");
        }
    }

    private static String name(Suite.Sa sa) {
        return "src " + sa.from() + " dst " + sa.to() + " proto esp spi 0x" + Integer.toHexString(sa.spi());
    }

    private static String algorithm(Suite suite, byte[] key) {
        return switch (suite.algorithm()) {
            case AES_GCM_16_128, AES_GCM_16_256 -> "aead rfc4106(gcm(aes)) " + hex(key, 0, key.length) + " 128";
            case AES_CCM_16_128, AES_CCM_16_256 -> "aead rfc4309(ccm(aes)) " + hex(key, 0, key.length) + " 128";
            case CHACHA20_POLY1305 -> "aead rfc7539esp(chacha20,poly1305) " + hex(key, 0, key.length) + " 128";
            case AES_CBC_128_HMAC_SHA_256_128, AES_CBC_256_HMAC_SHA_256_128 ->
                "enc cbc(aes) " + hex(key, 0, key.length - 32) + " auth-trunc hmac(sha256) "
                        + hex(key, key.length - 32, key.length) + " 128";
            case AES_CBC_128_AES_XCBC_MAC_96 ->
                "enc cbc(aes) " + hex(key, 0, 16) + " auth-trunc xcbc(aes) " + hex(key, 16, 32) + " 96";
        };
    }

    private static String hex(byte[] key, int from, int to) {
        return "0x" + HexFormat.of().formatHex(Arrays.copyOfRange(key, from, to));
    }

    private void policies(String direction, Suite.Sa sa, String spi) throws IOException {
        boolean out = direction.equals("out");
        InteropNetwork.Site from = out ? site : peer;
        InteropNetwork.Site to = out ? peer : site;
        List<List<IpPrefix>> pairs = List.of(
                List.of(from.inner4Prefix(), to.inner4Prefix()), List.of(from.inner6Prefix(), to.inner6Prefix()));
        for (List<IpPrefix> pair : pairs) {
            tell("xfrm policy update src " + pair.get(0) + " dst " + pair.get(1) + " dir " + direction + " tmpl src "
                    + sa.from() + " dst " + sa.to() + " proto esp" + spi + " reqid " + sa.reqid() + " mode tunnel");
        }
    }

    @Override
    public void use(Suite.Sa sa) throws IOException {
        policies("out", sa, " spi 0x" + Integer.toHexString(sa.spi()));
    }

    @Override
    public void remove(Suite.Sa sa) throws IOException {
        tell("xfrm state delete " + name(sa));
    }

    @Override
    public long ticket() throws IOException {
        tell("xfrm state count");
        return ++asked;
    }

    @Override
    public boolean isDone(long ticket) {
        if (ended) {
            throw new IllegalStateException("ip xfrm failed: " + complaints);
        }
        return done.get() >= ticket;
    }

    @Override
    public void close() throws IOException {
        commands.close();
        process.destroy();
    }
}
