package org.qgate.engine.packet;

/**
 * What policies look at in a packet (RFC 4301 section 4.4.1.1): addresses, protocol behind all extension headers, ports.
 * Reused from packet to packet by its owner.
 */
public final class PacketSelectors {

    private static final int EXTENSION_HEADERS_MAX = 8;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION_OPTIONS = 60;
    private static final int MOBILITY = 135;
    private static final int FRAGMENT_HEADER_BYTES = 8;
    private static final int V4_OFFSET_BITS = 0x1FFF;
    private static final int SCTP = 132;
    private static final int DCCP = 33;
    private static final int UDP_LITE = 136;

    private boolean v4;
    private long sourceHigh;
    private long sourceLow;
    private long destinationHigh;
    private long destinationLow;
    private int protocol;
    private int sourcePort;
    private int destinationPort;
    private boolean portsHidden;

    /**
     * Reads a packet whose length was checked ({@link IpHeader#checkedLength}).
     *
     * @return false when its extension headers are malformed or more than {@value #EXTENSION_HEADERS_MAX}
     */
    public boolean read(byte[] packet, int offset, int length) {
        sourcePort = 0;
        destinationPort = 0;
        portsHidden = false;
        v4 = IpHeader.version(packet, offset) == 4;
        return v4 ? readV4(packet, offset, length) : readV6(packet, offset, length);
    }

    private boolean readV4(byte[] packet, int offset, int length) {
        sourceHigh = 0;
        destinationHigh = 0;
        sourceLow = NetworkOrder.getInt(packet, offset + 12) & 0xFFFF_FFFFL;
        destinationLow = NetworkOrder.getInt(packet, offset + 16) & 0xFFFF_FFFFL;
        protocol = NetworkOrder.getByte(packet, offset + 9);
        boolean firstPiece = (NetworkOrder.getShort(packet, offset + 6) & V4_OFFSET_BITS) == 0;
        readPorts(packet, offset + IpHeader.headerBytesV4(packet, offset), offset + length, firstPiece);
        return true;
    }

    private boolean readV6(byte[] packet, int offset, int length) {
        sourceHigh = NetworkOrder.getLong(packet, offset + 8);
        sourceLow = NetworkOrder.getLong(packet, offset + 16);
        destinationHigh = NetworkOrder.getLong(packet, offset + 24);
        destinationLow = NetworkOrder.getLong(packet, offset + 32);
        int next = NetworkOrder.getByte(packet, offset + 6);
        int at = offset + IpHeader.V6_BYTES;
        int end = offset + length;
        boolean firstPiece = true;
        for (int headers = 0; isExtension(next); headers++) {
            if (headers == EXTENSION_HEADERS_MAX || at + FRAGMENT_HEADER_BYTES > end) {
                return false;
            }
            int bytes = extensionBytes(next, NetworkOrder.getByte(packet, at + 1));
            if (next == FRAGMENT) {
                firstPiece = NetworkOrder.getShort(packet, at + 2) >>> 3 == 0;
            }
            next = NetworkOrder.getByte(packet, at);
            at += bytes;
            if (!firstPiece) {
                // What follows is payload, not headers.
                break;
            }
        }
        protocol = next;
        readPorts(packet, at, end, firstPiece);
        return at <= end;
    }

    private static boolean isExtension(int header) {
        return switch (header) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION_OPTIONS, MOBILITY -> true;
            default -> false;
        };
    }

    private static int extensionBytes(int header, int lengthField) {
        return switch (header) {
            case FRAGMENT -> FRAGMENT_HEADER_BYTES;
            case AUTHENTICATION -> (lengthField + 2) * 4;
            default -> (lengthField + 1) * 8;
        };
    }

    private void readPorts(byte[] packet, int at, int end, boolean firstPiece) {
        boolean hasPorts = switch (protocol) {
            case IpHeader.PROTOCOL_TCP, IpHeader.PROTOCOL_UDP, SCTP, DCCP, UDP_LITE -> true;
            default -> false;
        };
        if (!firstPiece || (hasPorts && at + 4 > end)) {
            portsHidden = true;
        } else if (hasPorts) {
            sourcePort = NetworkOrder.getShort(packet, at);
            destinationPort = NetworkOrder.getShort(packet, at + 2);
        }
    }

    /** Whether the packet is IPv4. */
    public boolean isV4() {
        return v4;
    }

    /** Upper half of an IPv6 source address, 0 for IPv4. */
    public long sourceHigh() {
        return sourceHigh;
    }

    /** Lower half of the source address, or the whole of an IPv4 one. */
    public long sourceLow() {
        return sourceLow;
    }

    /** Upper half of an IPv6 destination address, 0 for IPv4. */
    public long destinationHigh() {
        return destinationHigh;
    }

    /** Lower half of the destination address, or the whole of an IPv4 one. */
    public long destinationLow() {
        return destinationLow;
    }

    /** The protocol behind all extension headers. */
    public int protocol() {
        return protocol;
    }

    /** The source port, 0 where the protocol has none. */
    public int sourcePort() {
        return sourcePort;
    }

    /** The destination port, 0 where the protocol has none. */
    public int destinationPort() {
        return destinationPort;
    }

    /** Whether this is a fragment without its ports, or too short for them. */
    public boolean arePortsHidden() {
        return portsHidden;
    }
}
