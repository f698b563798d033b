package org.qgate.engine.cipher;

import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpFamily;

/** Writes outer headers from a template made once (RFC 4301 section 5.1.2; ECN by RFC 6040 section 4.1, normal mode). */
final class TunnelHeader {

    private static final int HOP_LIMIT = 64;
    private static final int V4_DF = 0x4000;

    private final byte[] template;
    private final boolean v4;
    private final int ipBytes;
    private final Tunnel tunnel;
    private final long addressSum;

    TunnelHeader(Tunnel tunnel) {
        this.tunnel = tunnel;
        this.v4 = tunnel.source().family() == IpFamily.IPV4;
        this.ipBytes = v4 ? IpHeader.V4_BYTES : IpHeader.V6_BYTES;
        this.template = new byte[tunnel.headerBytes()];
        int protocol = tunnel.encapsulation().isUsed() ? IpHeader.PROTOCOL_UDP : IpHeader.PROTOCOL_ESP;
        int sourceOffset = v4 ? 12 : 8;
        if (v4) {
            template[0] = 0x45;
            template[8] = HOP_LIMIT;
            template[9] = (byte) protocol;
        } else {
            template[0] = 0x60;
            template[6] = (byte) protocol;
            template[7] = HOP_LIMIT;
        }
        byte[] source = tunnel.source().toBytes();
        byte[] destination = tunnel.destination().toBytes();
        System.arraycopy(source, 0, template, sourceOffset, source.length);
        System.arraycopy(destination, 0, template, sourceOffset + source.length, destination.length);
        addressSum = InternetChecksum.sum(template, sourceOffset, 2 * source.length, 0);
        if (tunnel.encapsulation().isUsed()) {
            NetworkOrder.putShort(template, ipBytes, tunnel.encapsulation().sourcePort());
            NetworkOrder.putShort(template, ipBytes + 2, tunnel.encapsulation().destinationPort());
        }
    }

    int bytes() {
        return template.length;
    }

    /**
     * Writes the header in front of an ESP packet that is complete already.
     *
     * @param espBytes its length
     */
    void write(byte[] out, int offset, int espBytes, int innerTrafficClass, boolean innerDontFragment) {
        System.arraycopy(template, 0, out, offset, template.length);
        int total = template.length + espBytes;
        if (v4) {
            out[offset + 1] = (byte) innerTrafficClass;
            NetworkOrder.putShort(out, offset + 2, total);
            NetworkOrder.putShort(out, offset + 6, dontFragment(innerDontFragment) ? V4_DF : 0);
            IpHeader.writeChecksumV4(out, offset);
        } else {
            NetworkOrder.putShort(out, offset, 0x6000 | (innerTrafficClass << 4));
            NetworkOrder.putShort(out, offset + 4, total - IpHeader.V6_BYTES);
        }
        if (tunnel.encapsulation().isUsed()) {
            writeUdp(out, offset + ipBytes, Tunnel.UdpEncapsulation.HEADER_BYTES + espBytes);
        }
    }

    /** RFC 3948 section 2.1 wants no checksum over IPv4; IPv6 has none to spare (RFC 8200 section 8.1). */
    private void writeUdp(byte[] out, int offset, int udpBytes) {
        NetworkOrder.putShort(out, offset + 4, udpBytes);
        if (!v4) {
            long sum = InternetChecksum.sum(out, offset, udpBytes, addressSum + udpBytes + IpHeader.PROTOCOL_UDP);
            int checksum = InternetChecksum.complement(sum);
            NetworkOrder.putShort(out, offset + 6, checksum == 0 ? 0xFFFF : checksum);
        }
    }

    private boolean dontFragment(boolean inner) {
        return switch (tunnel.dontFragment()) {
            case COPY -> inner;
            case SET -> true;
            case CLEAR -> false;
        };
    }
}
