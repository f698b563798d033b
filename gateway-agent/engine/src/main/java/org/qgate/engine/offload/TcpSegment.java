package org.qgate.engine.offload;

import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;

/** Fields of TCP segments within IP packets (RFC 9293 section 3.1). */
final class TcpSegment {

    static final int HEADER_BYTES_MIN = 20;
    static final int CHECKSUM_OFFSET = 16;
    static final int FIN = 0x01;
    static final int PSH = 0x08;
    static final int ACK = 0x10;
    static final int CWR = 0x80;

    private TcpSegment() {}

    static int headerBytes(byte[] packet, int tcp) {
        return (NetworkOrder.getByte(packet, tcp + 12) >>> 4) * 4;
    }

    static int flags(byte[] packet, int tcp) {
        return NetworkOrder.getByte(packet, tcp + 13);
    }

    /** Sum over addresses, protocol and length, not complemented. */
    static long pseudoHeader(byte[] packet, int offset, int tcpBytes) {
        boolean v4 = IpHeader.version(packet, offset) == 4;
        return InternetChecksum.sum(
                packet, offset + (v4 ? 12 : 8), v4 ? 8 : 32, (long) IpHeader.PROTOCOL_TCP + tcpBytes);
    }

    static void writeChecksum(byte[] packet, int offset, int tcp, int tcpBytes) {
        NetworkOrder.putShort(packet, tcp + CHECKSUM_OFFSET, 0);
        long sum = InternetChecksum.sum(packet, tcp, tcpBytes, pseudoHeader(packet, offset, tcpBytes));
        NetworkOrder.putShort(packet, tcp + CHECKSUM_OFFSET, InternetChecksum.complement(sum));
    }

    static boolean hasRightChecksum(byte[] packet, int offset, int tcp, int tcpBytes) {
        long sum = InternetChecksum.sum(packet, tcp, tcpBytes, pseudoHeader(packet, offset, tcpBytes));
        return InternetChecksum.fold(sum) == 0xFFFF;
    }

    /** Writes the length that the IP header states, and its checksum. */
    static void writeLength(byte[] packet, int offset, int length) {
        if (IpHeader.version(packet, offset) == 4) {
            NetworkOrder.putShort(packet, offset + 2, length);
            IpHeader.writeChecksumV4(packet, offset);
        } else {
            NetworkOrder.putShort(packet, offset + 4, length - IpHeader.V6_BYTES);
        }
    }
}
