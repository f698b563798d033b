package org.qgate.engine.packet;

/** Fields of IPv4 and IPv6 headers (RFC 791, RFC 8200). */
public final class IpHeader {

    /** Bytes of an IPv4 header without options. */
    public static final int V4_BYTES = 20;

    /** Bytes of the fixed IPv6 header. */
    public static final int V6_BYTES = 40;

    /** Largest packet of either version without jumbograms. */
    public static final int PACKET_BYTES_MAX = 65_535;

    /** Protocol number of IPv4 within another header. */
    public static final int PROTOCOL_IPV4 = 4;

    /** Protocol number of IPv6 within another header. */
    public static final int PROTOCOL_IPV6 = 41;

    /** Protocol number of TCP. */
    public static final int PROTOCOL_TCP = 6;

    /** Protocol number of UDP. */
    public static final int PROTOCOL_UDP = 17;

    /** Protocol number of ICMP. */
    public static final int PROTOCOL_ICMP = 1;

    /** Protocol number of ICMPv6. */
    public static final int PROTOCOL_ICMPV6 = 58;

    /** Protocol number of ESP. */
    public static final int PROTOCOL_ESP = 50;

    /** ECN: not capable (RFC 3168). */
    public static final int ECN_NOT_CAPABLE = 0;

    /** ECN: congestion experienced. */
    public static final int ECN_CONGESTION = 3;

    private static final int V4_DF = 0x4000;

    private IpHeader() {}

    /** The version field of the packet at {@code offset}; there must be one byte at least. */
    public static int version(byte[] packet, int offset) {
        return (packet[offset] & 0xF0) >>> 4;
    }

    /**
     * The length that the header at {@code offset} states, if the header is whole and well-formed and the packet fits
     * into {@code available}; else -1.
     */
    public static int checkedLength(byte[] packet, int offset, int available) {
        if (available < V4_BYTES) {
            return -1;
        }
        return switch (version(packet, offset)) {
            case 4 -> checkedLengthV4(packet, offset, available);
            case 6 -> checkedLengthV6(packet, offset, available);
            default -> -1;
        };
    }

    private static int checkedLengthV4(byte[] packet, int offset, int available) {
        int header = headerBytesV4(packet, offset);
        int total = NetworkOrder.getShort(packet, offset + 2);
        return header >= V4_BYTES && total >= header && total <= available ? total : -1;
    }

    private static int checkedLengthV6(byte[] packet, int offset, int available) {
        if (available < V6_BYTES) {
            return -1;
        }
        int total = V6_BYTES + NetworkOrder.getShort(packet, offset + 4);
        return total <= available ? total : -1;
    }

    /** Bytes of the IPv4 header with its options. */
    public static int headerBytesV4(byte[] packet, int offset) {
        return (packet[offset] & 0x0F) * 4;
    }

    /** Whether the IPv4 header's checksum is right. */
    public static boolean hasRightChecksumV4(byte[] packet, int offset) {
        return InternetChecksum.fold(InternetChecksum.sum(packet, offset, headerBytesV4(packet, offset), 0)) == 0xFFFF;
    }

    /** Writes the IPv4 header's checksum. */
    public static void writeChecksumV4(byte[] packet, int offset) {
        NetworkOrder.putShort(packet, offset + 10, 0);
        NetworkOrder.putShort(
                packet,
                offset + 10,
                InternetChecksum.complement(InternetChecksum.sum(packet, offset, headerBytesV4(packet, offset), 0)));
    }

    /** TOS of IPv4 or traffic class of IPv6: six bits DSCP, two bits ECN. */
    public static int trafficClass(byte[] packet, int offset) {
        return version(packet, offset) == 4
                ? NetworkOrder.getByte(packet, offset + 1)
                : (NetworkOrder.getShort(packet, offset) >>> 4) & 0xFF;
    }

    /** Changes TOS or traffic class and keeps the IPv4 checksum right. */
    public static void setTrafficClass(byte[] packet, int offset, int trafficClass) {
        if (version(packet, offset) == 4) {
            int before = NetworkOrder.getShort(packet, offset);
            int after = (before & 0xFF00) | (trafficClass & 0xFF);
            NetworkOrder.putShort(packet, offset, after);
            int checksum = NetworkOrder.getShort(packet, offset + 10);
            NetworkOrder.putShort(packet, offset + 10, InternetChecksum.update(checksum, before, after));
        } else {
            int word = NetworkOrder.getShort(packet, offset);
            NetworkOrder.putShort(packet, offset, (word & 0xF00F) | ((trafficClass & 0xFF) << 4));
        }
    }

    /** Whether the packet must not be fragmented on its way: IPv6, or IPv4 with the DF flag. */
    public static boolean forbidsFragmentation(byte[] packet, int offset) {
        return version(packet, offset) == 6 || (NetworkOrder.getShort(packet, offset + 6) & V4_DF) != 0;
    }

    /** TTL of IPv4 or hop limit of IPv6. */
    public static int hopLimit(byte[] packet, int offset) {
        return NetworkOrder.getByte(packet, offset + (version(packet, offset) == 4 ? 8 : 7));
    }

    /** Takes one from TTL or hop limit, which is above 0, and keeps the IPv4 checksum right. */
    public static void decrementHopLimit(byte[] packet, int offset) {
        if (version(packet, offset) == 4) {
            int before = NetworkOrder.getShort(packet, offset + 8);
            int after = before - 0x100;
            NetworkOrder.putShort(packet, offset + 8, after);
            int checksum = NetworkOrder.getShort(packet, offset + 10);
            NetworkOrder.putShort(packet, offset + 10, InternetChecksum.update(checksum, before, after));
        } else {
            packet[offset + 7]--;
        }
    }
}
