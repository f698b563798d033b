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
    private static final Pattern DROPS = Pattern.compile("(\\d+) packets? dropped by (kernel|interface)");

    static Capture of(Path folder, String name) throws IOException {
        String log = Files.readString(folder.resolve(name + ".log"));
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
        return new Capture(folder.resolve(name + ".pcap"), drops);
    }
}
