package org.qgate.engine.offload;

import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.tun.VirtioNetHdr;

/**
 * Joins TCP segments that follow one another into one long one, and UDP datagrams of one flow into a train, so that the
 * kernel handles up to 64 KiB at a time. Only what segmentation would restore exactly is joined: same headers but for
 * length, number and PSH, full segments but for the last, right checksums. Everything else passes through at once and in
 * order. For one thread.
 */
public final class Coalescer {

    private static final int V4_DONT_FRAGMENT_ONLY = 0x4000;
    private static final int URG_SYN_RST_CWR_ECE = 0xE6;

    /** {@code UDP_MAX_SEGMENTS} of the first kernels that took trains from a TUN device. */
    private static final int DATAGRAMS_MAX = 64;

    private final PacketSink sink;
    private final boolean joinsDatagrams;
    private final VirtioNetHdr header = new VirtioNetHdr();
    private final byte[] joined = new byte[IpHeader.PACKET_BYTES_MAX + 1];
    private int length;
    private int segments;
    private int ipBytes;
    private int headerBytes;
    private int segmentBytes;
    private int nextSequence;
    private boolean udp;

    /**
     * Joins packets for {@code sink}.
     *
     * @param joinsDatagrams whether the sink takes trains of UDP datagrams
     */
    public Coalescer(PacketSink sink, boolean joinsDatagrams) {
        this.sink = sink;
        this.joinsDatagrams = joinsDatagrams;
    }

    /** Takes a packet whose length was checked. */
    public void offer(byte[] packet, int offset, int packetLength) {
        int ip = plainIpBytes(packet, offset, packetLength);
        boolean itsUdp = ip > 0 && protocol(packet, offset) == IpHeader.PROTOCOL_UDP;
        boolean joinable = ip > 0
                && (itsUdp ? isDatagram(packet, offset, packetLength, ip) : isData(packet, offset, packetLength, ip));
        if (!joinable) {
            flush();
            header.clear();
            sink.take(header, packet, offset, packetLength);
            return;
        }
        int headers = ip + (itsUdp ? UdpDatagram.HEADER_BYTES : TcpSegment.headerBytes(packet, offset + ip));
        if (segments > 0 && (udp != itsUdp || !follows(packet, offset, packetLength, ip, headers))) {
            flush();
        }
        udp = itsUdp;
        if (segments == 0) {
            begin(packet, offset, packetLength, ip, headers);
        } else {
            append(packet, offset, packetLength);
        }
        boolean lastOfStream = !udp && (TcpSegment.flags(packet, offset + ip) & (TcpSegment.PSH | TcpSegment.FIN)) != 0;
        if (lastOfStream || packetLength - headers < segmentBytes) {
            flush();
        }
    }

    /** Hands over what was joined so far; to be called when no packet is at hand. */
    public void flush() {
        if (segments == 0) {
            return;
        }
        if (segments == 1) {
            header.clear();
        } else {
            finish();
        }
        segments = 0;
        sink.take(header, joined, 0, length);
    }

    private void begin(byte[] packet, int offset, int packetLength, int ip, int headers) {
        System.arraycopy(packet, offset, joined, 0, packetLength);
        length = packetLength;
        segments = 1;
        ipBytes = ip;
        headerBytes = headers;
        segmentBytes = packetLength - headers;
        nextSequence = NetworkOrder.getInt(packet, offset + ip + 4) + segmentBytes;
    }

    private void append(byte[] packet, int offset, int packetLength) {
        int payload = packetLength - headerBytes;
        System.arraycopy(packet, offset + headerBytes, joined, length, payload);
        if (!udp) {
            joined[ipBytes + 13] |= (byte) TcpSegment.flags(packet, offset + ipBytes);
        }
        length += payload;
        nextSequence += payload;
        segments++;
    }

    private void finish() {
        boolean v4 = IpHeader.version(joined, 0) == 4;
        TcpSegment.writeLength(joined, 0, length);
        int transportBytes = length - ipBytes;
        long pseudo = udp
                ? UdpDatagram.pseudoHeader(joined, 0, transportBytes)
                : TcpSegment.pseudoHeader(joined, 0, transportBytes);
        int tcpType = v4 ? VirtioNetHdr.GSO_TCP_V4 : VirtioNetHdr.GSO_TCP_V6;
        int checksumOffset = udp ? UdpDatagram.CHECKSUM_OFFSET : TcpSegment.CHECKSUM_OFFSET;
        if (udp) {
            NetworkOrder.putShort(joined, ipBytes + UdpDatagram.LENGTH_OFFSET, transportBytes);
        }
        NetworkOrder.putShort(joined, ipBytes + checksumOffset, InternetChecksum.fold(pseudo));
        header.set(
                VirtioNetHdr.NEEDS_CHECKSUM,
                udp ? VirtioNetHdr.GSO_UDP_L4 : tcpType,
                headerBytes,
                segmentBytes,
                ipBytes,
                checksumOffset);
    }

    /** Bytes of an IP header without options, and of no fragment; else -1. */
    private static int plainIpBytes(byte[] packet, int offset, int packetLength) {
        int ip = IpHeader.V6_BYTES;
        if (IpHeader.version(packet, offset) == 4) {
            ip = IpHeader.V4_BYTES;
            boolean plain = NetworkOrder.getByte(packet, offset) == 0x45
                    && NetworkOrder.getShort(packet, offset + 6) == V4_DONT_FRAGMENT_ONLY
                    && IpHeader.hasRightChecksumV4(packet, offset);
            if (!plain) {
                return -1;
            }
        }
        return packetLength <= ip + UdpDatagram.HEADER_BYTES ? -1 : ip;
    }

    private static int protocol(byte[] packet, int offset) {
        return NetworkOrder.getByte(packet, offset + (IpHeader.version(packet, offset) == 4 ? 9 : 6));
    }

    /** Whether it is a UDP datagram with payload that could be joined. */
    private boolean isDatagram(byte[] packet, int offset, int packetLength, int ip) {
        return joinsDatagrams && UdpDatagram.isSound(packet, offset, offset + ip, packetLength - ip);
    }

    /** Whether it is a TCP segment with payload that could be joined. */
    private static boolean isData(byte[] packet, int offset, int packetLength, int ip) {
        if (protocol(packet, offset) != IpHeader.PROTOCOL_TCP || packetLength <= ip + TcpSegment.HEADER_BYTES_MIN) {
            return false;
        }
        int tcp = offset + ip;
        int headers = TcpSegment.headerBytes(packet, tcp);
        int flags = TcpSegment.flags(packet, tcp);
        boolean data = headers >= TcpSegment.HEADER_BYTES_MIN
                && packetLength > ip + headers
                && (flags & URG_SYN_RST_CWR_ECE) == 0
                && (flags & TcpSegment.ACK) != 0
                && (flags & TcpSegment.FIN) == 0;
        return data && TcpSegment.hasRightChecksum(packet, offset, tcp, packetLength - ip);
    }

    private boolean follows(byte[] packet, int offset, int packetLength, int ip, int headers) {
        return ip == ipBytes
                && headers == headerBytes
                && packetLength - headers <= segmentBytes
                && length + packetLength - headers <= IpHeader.PACKET_BYTES_MAX
                && sameIp(packet, offset)
                && (udp ? sameUdp(packet, offset + ip) : sameTcp(packet, offset + ip));
    }

    private boolean sameUdp(byte[] packet, int udpOffset) {
        return segments < DATAGRAMS_MAX
                && NetworkOrder.getInt(packet, udpOffset) == NetworkOrder.getInt(joined, ipBytes);
    }

    private boolean sameIp(byte[] packet, int offset) {
        if (ipBytes == IpHeader.V4_BYTES) {
            // Version to TOS, hop limit and protocol, addresses; not length, identification and checksum.
            return NetworkOrder.getShort(packet, offset) == NetworkOrder.getShort(joined, 0)
                    && NetworkOrder.getShort(packet, offset + 8) == NetworkOrder.getShort(joined, 8)
                    && NetworkOrder.getLong(packet, offset + 12) == NetworkOrder.getLong(joined, 12);
        }
        boolean same = NetworkOrder.getInt(packet, offset) == NetworkOrder.getInt(joined, 0)
                && NetworkOrder.getShort(packet, offset + 6) == NetworkOrder.getShort(joined, 6);
        for (int at = 8; same && at < IpHeader.V6_BYTES; at += Long.BYTES) {
            same = NetworkOrder.getLong(packet, offset + at) == NetworkOrder.getLong(joined, at);
        }
        return same;
    }

    /** The next number; ports, acknowledgement, window, and all options. */
    private boolean sameTcp(byte[] packet, int tcp) {
        boolean same = NetworkOrder.getInt(packet, tcp + 4) == nextSequence
                && NetworkOrder.getInt(packet, tcp) == NetworkOrder.getInt(joined, ipBytes)
                && NetworkOrder.getInt(packet, tcp + 8) == NetworkOrder.getInt(joined, ipBytes + 8)
                && NetworkOrder.getShort(packet, tcp + 14) == NetworkOrder.getShort(joined, ipBytes + 14);
        for (int at = TcpSegment.HEADER_BYTES_MIN; same && at < headerBytes - ipBytes; at += Integer.BYTES) {
            same = NetworkOrder.getInt(packet, tcp + at) == NetworkOrder.getInt(joined, ipBytes + at);
        }
        return same;
    }
}
