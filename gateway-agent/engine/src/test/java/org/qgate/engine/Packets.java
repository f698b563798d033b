package org.qgate.engine;

import java.util.Random;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;

/** Well-formed packets for tests. */
public final class Packets {
    public static final IpAddress V4_A = IpAddress.parse("10.1.0.5");
    public static final IpAddress V4_B = IpAddress.parse("10.2.0.7");
    public static final IpAddress V6_A = IpAddress.parse("2001:db8:1::5");
    public static final IpAddress V6_B = IpAddress.parse("2001:db8:2::7");

    private Packets() {}

    /** A UDP packet of {@code total} bytes between the addresses, which are of one family, with random payload. */
    public static byte[] udp(IpAddress source, IpAddress destination, int total, Random random) {
        byte[] packet = new byte[total];
        random.nextBytes(packet);
        byte[] from = source.toBytes();
        byte[] to = destination.toBytes();
        boolean v4 = from.length == 4;
        int header = v4 ? IpHeader.V4_BYTES : IpHeader.V6_BYTES;
        if (v4) {
            packet[0] = 0x45;
            packet[1] = 0;
            NetworkOrder.putShort(packet, 2, total);
            NetworkOrder.putShort(packet, 6, 0);
            packet[8] = 64;
            packet[9] = 17;
            System.arraycopy(from, 0, packet, 12, 4);
            System.arraycopy(to, 0, packet, 16, 4);
            IpHeader.writeChecksumV4(packet, 0);
        } else {
            NetworkOrder.putInt(packet, 0, 0x6000_0000);
            NetworkOrder.putShort(packet, 4, total - header);
            packet[6] = 17;
            packet[7] = 64;
            System.arraycopy(from, 0, packet, 8, 16);
            System.arraycopy(to, 0, packet, 24, 16);
        }
        if (total >= header + 8) {
            NetworkOrder.putShort(packet, header, 4000);
            NetworkOrder.putShort(packet, header + 2, 5000);
            NetworkOrder.putShort(packet, header + 4, total - header);
            NetworkOrder.putShort(packet, header + 6, 0);
        }
        return packet;
    }
}
