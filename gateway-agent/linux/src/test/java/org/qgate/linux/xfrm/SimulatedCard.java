package org.qgate.linux.xfrm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.linux.rtnetlink.Link;
import org.qgate.linux.rtnetlink.RouteSocket;

/** A netdevsim device in the calling thread's namespace, and its own word on what it holds. */
final class SimulatedCard implements AutoCloseable {

    /** Most SAs ({@code NSIM_IPSEC_MAX_SA_COUNT}). */
    static final int SAS_MAX = 33;

    private static final String NUMBER = "7";
    private static final Path BUS = Path.of("/sys/bus/netdevsim");
    private static final Path TABLE = Path.of("/sys/kernel/debug/netdevsim/netdevsim" + NUMBER + "/ports/0/ipsec");
    private static final Pattern COUNT = Pattern.compile("SA count=(\\d+)");
    private static final Pattern DIRECTION = Pattern.compile("sa\\[\\d+] ([rt])x ipaddr=");
    private static final Pattern SPI = Pattern.compile("spi=0x([0-9a-f]{8})");

    private final int index;

    private SimulatedCard(int index) {
        this.index = index;
    }

    static SimulatedCard plugIn() throws IOException {
        try (RouteSocket route = RouteSocket.open()) {
            List<Integer> before = route.links().stream().map(Link::index).toList();
            Files.writeString(BUS.resolve("new_device"), NUMBER + " 1");
            return route.links().stream()
                    .map(Link::index)
                    .filter(index -> !before.contains(index))
                    .findFirst()
                    .map(SimulatedCard::new)
                    .orElseThrow(() -> new IOException("netdevsim made no device"));
        }
    }

    int index() {
        return index;
    }

    int count() throws IOException {
        Matcher count = COUNT.matcher(Files.readString(TABLE));
        if (!count.find()) {
            throw new IOException(TABLE + " is not as expected");
        }
        return Integer.parseInt(count.group(1));
    }

    /** What it holds, such as {@code t00001234} for an SA of sent packets. */
    Set<String> table() throws IOException {
        Set<String> sas = new TreeSet<>();
        String direction = "?";
        for (String line : List.of(Files.readString(TABLE).split("\n"))) {
            Matcher begins = DIRECTION.matcher(line);
            if (begins.find()) {
                direction = begins.group(1);
            }
            Matcher spi = SPI.matcher(line);
            if (spi.find()) {
                sas.add(direction + spi.group(1));
            }
        }
        return sas;
    }

    @Override
    public void close() throws IOException {
        Files.writeString(BUS.resolve("del_device"), NUMBER);
    }
}
