package org.qgate.linux.xfrm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kernel's error counters of a network namespace ({@code Documentation/networking/xfrm_proc.rst}).
 *
 * @param counters by the kernel's names such as {@code XfrmInNoStates}, in its order
 */
public record XfrmStatistics(Map<String, Long> counters) {

    /** The file of the calling thread's namespace; {@code /proc/net} would be that of the main thread. */
    public static final Path OF_THIS_THREAD = Path.of("/proc/thread-self/net/xfrm_stat");

    /** Most counters read: the kernel has about thirty. */
    private static final int COUNTERS_MAX = 256;

    /** Keeps the order, forbids changes. */
    public XfrmStatistics {
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
    }

    /**
     * Reads the file.
     *
     * @throws IOException when it is not there (a kernel without CONFIG_XFRM_STATISTICS) or not what it should be
     */
    public static XfrmStatistics read(Path file) throws IOException {
        return parse(Files.readString(file, StandardCharsets.US_ASCII));
    }

    /**
     * Reads lines of a name and a number.
     *
     * @throws IOException when a line is neither
     */
    public static XfrmStatistics parse(String text) throws IOException {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length != 2 || !words[0].matches("[A-Za-z0-9]+") || !words[1].matches("[0-9]{1,18}")) {
                throw new IOException("xfrm_stat line " + (counters.size() + 1) + " is no name with a number");
            }
            if (counters.size() == COUNTERS_MAX) {
                throw new IOException("xfrm_stat has more than " + COUNTERS_MAX + " counters");
            }
            counters.put(words[0], Long.parseLong(words[1]));
        }
        return new XfrmStatistics(counters);
    }

    /** One counter, 0 when this kernel does not have it. */
    public long value(String name) {
        return counters.getOrDefault(name, 0L);
    }

    /** What was counted since {@code earlier}. */
    public XfrmStatistics since(XfrmStatistics earlier) {
        Map<String, Long> differences = new LinkedHashMap<>();
        counters.forEach((name, value) -> differences.put(name, value - earlier.value(name)));
        return new XfrmStatistics(differences);
    }

    /** Only those that are not zero. */
    public XfrmStatistics nonZero() {
        Map<String, Long> some = new LinkedHashMap<>(counters);
        some.values().removeIf(value -> value == 0);
        return new XfrmStatistics(some);
    }
}
