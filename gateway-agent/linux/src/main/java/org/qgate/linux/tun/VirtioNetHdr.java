package org.qgate.linux.tun;

import java.nio.ByteBuffer;

/**
 * {@code struct virtio_net_hdr}, which stands in front of each packet of a TUN device with offloads: what is left for the
 * other side to do. Reused from packet to packet; for one thread.
 */
public final class VirtioNetHdr {

    /** Its size. */
    public static final int BYTES = 10;

    /** {@code VIRTIO_NET_HDR_F_NEEDS_CSUM}. */
    public static final int NEEDS_CHECKSUM = 1;

    /** {@code VIRTIO_NET_HDR_GSO_NONE}: one packet. */
    public static final int GSO_NONE = 0;

    /** {@code VIRTIO_NET_HDR_GSO_TCPV4}. */
    public static final int GSO_TCP_V4 = 1;

    /** {@code VIRTIO_NET_HDR_GSO_TCPV6}. */
    public static final int GSO_TCP_V6 = 4;

    /** {@code VIRTIO_NET_HDR_GSO_UDP_L4}: datagrams (Linux 6.2). */
    public static final int GSO_UDP_L4 = 5;

    /** {@code VIRTIO_NET_HDR_GSO_ECN}, added to the type. */
    public static final int GSO_ECN = 0x80;

    private int flags;
    private int gsoType;
    private int headerBytes;
    private int gsoBytes;
    private int checksumStart;
    private int checksumOffset;

    /** Sets all fields: {@code gsoType} with or without {@link #GSO_ECN}, the rest in bytes. */
    public void set(
            int newFlags, int newGsoType, int newHeaderBytes, int newGsoBytes, int newChecksumStart, int newOffset) {
        flags = newFlags;
        gsoType = newGsoType;
        headerBytes = newHeaderBytes;
        gsoBytes = newGsoBytes;
        checksumStart = newChecksumStart;
        checksumOffset = newOffset;
    }

    /** A packet that is complete. */
    public void clear() {
        set(0, GSO_NONE, 0, 0, 0, 0);
    }

    /** One with the same fields. */
    public VirtioNetHdr copy() {
        VirtioNetHdr copy = new VirtioNetHdr();
        copy.copyFrom(this);
        return copy;
    }

    /** Takes all fields over. */
    public void copyFrom(VirtioNetHdr other) {
        set(other.flags, other.gsoType, other.headerBytes, other.gsoBytes, other.checksumStart, other.checksumOffset);
    }

    /**
     * Moves all offsets by the length of headers that were put in front of the packet, or, negative, were taken off it. What
     * lay within them then begins at 0.
     */
    public void shift(int bytes) {
        if (headerBytes > 0) {
            headerBytes = Math.max(0, headerBytes + bytes);
        }
        if (needsChecksum()) {
            checksumStart = Math.max(0, checksumStart + bytes);
        }
    }

    void read(ByteBuffer from) {
        set(
                from.get(0) & 0xFF,
                from.get(1) & 0xFF,
                from.getShort(2) & 0xFFFF,
                from.getShort(4) & 0xFFFF,
                from.getShort(6) & 0xFFFF,
                from.getShort(8) & 0xFFFF);
    }

    void write(ByteBuffer to) {
        to.put(0, (byte) flags);
        to.put(1, (byte) gsoType);
        to.putShort(2, (short) headerBytes);
        to.putShort(4, (short) gsoBytes);
        to.putShort(6, (short) checksumStart);
        to.putShort(8, (short) checksumOffset);
    }

    /** Whether the transport checksum holds only the pseudo header's sum so far. */
    public boolean needsChecksum() {
        return (flags & NEEDS_CHECKSUM) != 0;
    }

    /** What to cut it into, without {@link #GSO_ECN}. */
    public int gsoType() {
        return gsoType & ~GSO_ECN;
    }

    /** Bytes of all headers of a packet to be cut, 0 where it is not known. */
    public int headerBytes() {
        return headerBytes;
    }

    /** Payload bytes of each packet but the last. */
    public int gsoBytes() {
        return gsoBytes;
    }

    /** Where the checksummed part starts. */
    public int checksumStart() {
        return checksumStart;
    }

    /** Where the checksum stands behind {@link #checksumStart}. */
    public int checksumOffset() {
        return checksumOffset;
    }
}
