package org.qgate.lab.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** Counts the IPv4 packets from one address to another in a capture, whatever is in them. */
public final class PacketCount {
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERNET_BYTES = 14;
    private static final int IPV4_BYTES = 20;

    private PacketCount() {}

    /** How many there are. */
    public static long between(Path pcap, int source, int destination) throws IOException {
        return between(PcapReader.open(pcap), source, destination);
    }

    static long between(PcapReader packets, int source, int destination) throws IOException {
        long count = 0;
        for (Optional<PcapPacket> next = packets.next(); next.isPresent(); next = packets.next()) {
            ByteBuffer frame = next.get().frame();
            boolean whole = frame.remaining() >= ETHERNET_BYTES + IPV4_BYTES
                    && Short.toUnsignedInt(frame.getShort(12)) == ETHERTYPE_IPV4;
            if (whole
                    && frame.getInt(ETHERNET_BYTES + 12) == source
                    && frame.getInt(ETHERNET_BYTES + 16) == destination) {
                count++;
            }
        }
        return count;
    }
}
