package org.qgate.lab.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The numbers of the ESP packets in a capture. One that comes twice under the same SPI shows a key that was programmed twice, or
 * packets that were sent twice.
 */
public final class EspNumbers {
    private EspNumbers() {}

    /** Packets whose sender, SPI and sequence number had been seen before. */
    public static long repeated(Path pcap, WirePlan plan) throws IOException {
        PcapReader packets = PcapReader.open(pcap);
        FrameReader reader = new FrameReader(plan);
        Set<Frame.Esp> seen = new HashSet<>();
        long repeated = 0;
        for (Optional<PcapPacket> next = packets.next(); next.isPresent(); next = packets.next()) {
            if (reader.read(next.get().frame()) instanceof Frame.Esp esp && !seen.add(esp)) {
                repeated++;
            }
        }
        return repeated;
    }
}
