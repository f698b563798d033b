package org.qgate.lab.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the path between two captures did to the ESP packets of one direction. A packet's name is its SPI and sequence number.
 *
 * @param sent different packets seen before the path
 * @param delivered different packets of these seen behind it
 */
public record LossReport(long sent, long delivered) {
    /** Packets that the network dropped. */
    public long lost() {
        return sent - delivered;
    }

    /**
     * Compares two captures.
     *
     * @param source outer address of the sender whose packets are compared
     */
    public static LossReport between(Path before, Path behind, WirePlan plan, int source) throws IOException {
        Set<Long> sent = names(PcapReader.open(before), plan, source);
        Set<Long> delivered = names(PcapReader.open(behind), plan, source);
        delivered.retainAll(sent);
        return new LossReport(sent.size(), delivered.size());
    }

    private static Set<Long> names(PcapReader packets, WirePlan plan, int source) throws IOException {
        FrameReader reader = new FrameReader(plan);
        Set<Long> names = new HashSet<>();
        for (Optional<PcapPacket> next = packets.next(); next.isPresent(); next = packets.next()) {
            if (reader.read(next.get().frame()) instanceof Frame.Esp esp && esp.source() == source) {
                names.add(((long) esp.spi() << 32) | Integer.toUnsignedLong(esp.sequence()));
            }
        }
        return names;
    }
}
