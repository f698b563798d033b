package org.qgate.lab.gateways;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qgate.lab.kernel.LabException;

/**
 * A finished packet capture.
 *
 * @param pcap its file
 * @param drops packets that passed but were not captured, by tcpdump's own word
 */
public record Capture(Path pcap, long drops) {
    private static final Pattern COUNTS =
            Pattern.compile("(\\d+) packets? captured\\s+(\\d+) packets? received by filter"
                    + "\\s+(\\d+) packets? dropped by kernel(?:\\s+(\\d+) packets? dropped by interface)?");

    static Capture of(Path folder, String name) throws IOException {
        return new Capture(
                folder.resolve(name + ".pcap"), drops(name, Files.readString(folder.resolve(name + ".log"))));
    }

    /** Dropped for want of room, or received but not written. */
    static long drops(String name, String log) throws LabException {
        Matcher counts = COUNTS.matcher(log);
        if (!counts.find()) {
            throw new LabException("tcpdump said nothing about drops in capture '" + name + "': " + log.strip());
        }
        long captured = Long.parseLong(counts.group(1));
        long received = Long.parseLong(counts.group(2));
        long byKernel = Long.parseLong(counts.group(3));
        long byInterface = counts.group(4) == null ? 0 : Long.parseLong(counts.group(4));
        return Math.max(byKernel, received - captured) + byInterface;
    }
}
