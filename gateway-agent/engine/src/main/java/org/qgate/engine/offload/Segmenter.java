package org.qgate.engine.offload;

import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.tun.VirtioNetHdr;

/**
 * Does what the kernel left to do to a packet that it handed over: cuts a long TCP segment or a train of UDP datagrams into
 * what travels, and completes checksums. Reused from packet to packet; for one thread.
 */
public final class Segmenter {

    private byte[] packet = new byte[0];
    private int offset;
    private int length;
    private int headerBytes;
    private int transport;
    private boolean udp;
    private int pieceBytes;
    private int position;
    private int index;
    private boolean single;

    /**
     * Starts on a packet whose length was checked; it may be changed.
     *
     * @return false when what the header asks for does not fit to the packet
     */
    public boolean start(VirtioNetHdr header, byte[] bytes, int packetOffset, int packetLength) {
        packet = bytes;
        offset = packetOffset;
        length = packetLength;
        position = 0;
        index = 0;
        single = header.gsoType() == VirtioNetHdr.GSO_NONE;
        return single ? completeChecksum(header) : startTrain(header);
    }

    private boolean completeChecksum(VirtioNetHdr header) {
        if (!header.needsChecksum()) {
            return true;
        }
        int start = header.checksumStart();
        int field = start + header.checksumOffset();
        // Inside the IP header it would change lengths that were checked.
        if (start < ipBytes() || start >= length || field + 2 > length) {
            return false;
        }
        // The field holds the pseudo header's sum and counts as part of the message.
        int checksum = InternetChecksum.complement(InternetChecksum.sum(packet, offset + start, length - start, 0));
        boolean zeroMeansNone = header.checksumOffset() == UdpDatagram.CHECKSUM_OFFSET;
        NetworkOrder.putShort(packet, offset + field, checksum == 0 && zeroMeansNone ? 0xFFFF : checksum);
        return true;
    }

    private boolean startTrain(VirtioNetHdr header) {
        int version = IpHeader.version(packet, offset);
        udp = header.gsoType() == VirtioNetHdr.GSO_UDP_L4;
        boolean known = udp
                || (header.gsoType() == VirtioNetHdr.GSO_TCP_V4 && version == 4)
                || (header.gsoType() == VirtioNetHdr.GSO_TCP_V6 && version == 6);
        int start = header.checksumStart();
        int bytesMin = udp ? UdpDatagram.HEADER_BYTES : TcpSegment.HEADER_BYTES_MIN;
        if (!known || start < ipBytes() || start + bytesMin > length) {
            return false;
        }
        transport = start;
        headerBytes = start + (udp ? bytesMin : TcpSegment.headerBytes(packet, offset + start));
        pieceBytes = header.gsoBytes();
        return pieceBytes > 0 && headerBytes >= start + bytesMin && headerBytes <= length;
    }

    private int ipBytes() {
        return IpHeader.version(packet, offset) == 4 ? IpHeader.headerBytesV4(packet, offset) : IpHeader.V6_BYTES;
    }

    /** Whether another packet is to come. */
    public boolean hasNext() {
        return single ? index == 0 : headerBytes + position < length || index == 0;
    }

    /** Writes the next packet and returns its length. */
    public int next(byte[] out, int outOffset) {
        if (single) {
            System.arraycopy(packet, offset, out, outOffset, length);
            index++;
            return length;
        }
        int piece = Math.min(pieceBytes, length - headerBytes - position);
        System.arraycopy(packet, offset, out, outOffset, headerBytes);
        System.arraycopy(packet, offset + headerBytes + position, out, outOffset + headerBytes, piece);
        int total = headerBytes + piece;
        if (IpHeader.version(out, outOffset) == 4) {
            NetworkOrder.putShort(out, outOffset + 4, NetworkOrder.getShort(out, outOffset + 4) + index);
        }
        TcpSegment.writeLength(out, outOffset, total);
        if (udp) {
            UdpDatagram.complete(out, outOffset, outOffset + transport, total - transport);
        } else {
            completeTcp(out, outOffset, piece, total);
        }
        position += piece;
        index++;
        return total;
    }

    private void completeTcp(byte[] out, int outOffset, int piece, int total) {
        int at = outOffset + transport;
        NetworkOrder.putInt(out, at + 4, NetworkOrder.getInt(out, at + 4) + position);
        boolean last = headerBytes + position + piece == length;
        int flags = TcpSegment.flags(out, at);
        flags = last ? flags : flags & ~(TcpSegment.FIN | TcpSegment.PSH);
        flags = index == 0 ? flags : flags & ~TcpSegment.CWR;
        out[at + 13] = (byte) flags;
        TcpSegment.writeChecksum(out, outOffset, at, total - transport);
    }
}
