package org.qgate.engine.offload;

import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;

/** Fields of UDP datagrams within IP packets (RFC 768). */
final class UdpDatagram {

    static final int HEADER_BYTES = 8;
    static final int LENGTH_OFFSET = 4;
    static final int CHECKSUM_OFFSET = 6;

    private UdpDatagram() {}

    /** Sum over addresses, protocol and length, not complemented. */
    static long pseudoHeader(byte[] packet, int offset, int udpBytes) {
        boolean v4 = IpHeader.version(packet, offset) == 4;
        return InternetChecksum.sum(
                packet, offset + (v4 ? 12 : 8), v4 ? 8 : 32, (long) IpHeader.PROTOCOL_UDP + udpBytes);
    }

    /** Writes length and checksum; a sum of zero is sent as its other form, since zero means none. */
    static void complete(byte[] packet, int offset, int udp, int udpBytes) {
        NetworkOrder.putShort(packet, udp + LENGTH_OFFSET, udpBytes);
        NetworkOrder.putShort(packet, udp + CHECKSUM_OFFSET, 0);
        long sum = InternetChecksum.sum(packet, udp, udpBytes, pseudoHeader(packet, offset, udpBytes));
        int checksum = InternetChecksum.complement(sum);
        NetworkOrder.putShort(packet, udp + CHECKSUM_OFFSET, checksum == 0 ? 0xFFFF : checksum);
    }

    /** Whether it fills its packet, and has a checksum, which is right. */
    static boolean isSound(byte[] packet, int offset, int udp, int udpBytes) {
        return NetworkOrder.getShort(packet, udp + LENGTH_OFFSET) == udpBytes
                && NetworkOrder.getShort(packet, udp + CHECKSUM_OFFSET) != 0
                && InternetChecksum.fold(
                                InternetChecksum.sum(packet, udp, udpBytes, pseudoHeader(packet, offset, udpBytes)))
                        == 0xFFFF;
    }
}
