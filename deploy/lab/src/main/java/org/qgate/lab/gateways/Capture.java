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
    private static final Pattern DROPS = Pattern.compile("(\\d+) packets? dropped by (?:kernel|interface)");

    static Capture of(Path folder, String name) throws IOException {
        return new Capture(
                folder.resolve(name + ".pcap"), drops(name, Files.readString(folder.resolve(name + ".log"))));
    }

    /** What it received but did not write came after the end: agents go on talking. It does not count as dropped. */
    static long drops(String name, String log) throws LabException {
        Matcher matcher = DROPS.matcher(log);
        long drops = 0;
        boolean told = false;
        while (matcher.find()) {
            drops += Long.parseLong(matcher.group(1));
            told = true;
        }
        if (!told) {
            throw new LabException("tcpdump said nothing about drops in capture '" + name + "': " + log.strip());
        }
        return drops;
    }
}
