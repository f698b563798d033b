package org.qgate.engine.router;

import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;

/**
 * Writes ICMP errors about inner packets, to be handed back to the inner side (RFC 792, RFC 1812 section 4.3, RFC 4443).
 * No error is sent about an ICMP error, a later fragment, or anything but a single sender and receiver; and no more than
 * {@value #PER_SECOND} a second. For one thread.
 */
public final class IcmpErrors {

    /** Errors a second. */
    public static final int PER_SECOND = 100;

    /** Errors at once. */
    public static final int BURST = 50;

    /** Longest error: what every IPv6 path carries. */
    public static final int BYTES_MAX = 1280;

    private static final int V4_BYTES_MAX = 576;
    private static final int HEADER_BYTES = 8;
    private static final int HOP_LIMIT = 64;
    private static final int V4_UNREACHABLE = 3;
    private static final int V4_FRAGMENTATION_NEEDED = 4;
    private static final int V4_PROHIBITED = 13;
    private static final int V6_UNREACHABLE = 1;
    private static final int V6_PROHIBITED = 1;
    private static final int V6_TOO_BIG = 2;
    private static final int V4_TIME_EXCEEDED = 11;
    private static final int V6_TIME_EXCEEDED = 3;
    private static final int V6_INFORMATIONAL = 128;

    private final byte[] sourceV4;
    private final byte[] sourceV6;
    private final RateLimit limit = new RateLimit(BURST, PER_SECOND);

    /**
     * Errors that come from these addresses of the gateway.
     *
     * @param v4 an IPv4 address
     * @param v6 an IPv6 address
     */
    public IcmpErrors(IpAddress v4, IpAddress v6) {
        sourceV4 = v4.toBytes();
        sourceV6 = v6.toBytes();
        if (sourceV4.length != 4 || sourceV6.length != 16) {
            throw new IllegalArgumentException("ICMP errors need an IPv4 and an IPv6 source, not " + v4 + " and " + v6);
        }
    }

    /**
     * Says that a packet is too big for the tunnel.
     *
     * @param mtu the longest inner packet that fits
     * @param out receives the error from {@code outOffset} on, up to {@value #BYTES_MAX} bytes
     * @return its length, or 0 when none may be sent
     */
    public int tooBig(Offender offender, int mtu, byte[] out, int outOffset, long nowNanos) {
        return offender.isV4()
                ? write(offender, V4_UNREACHABLE, V4_FRAGMENTATION_NEEDED, mtu, out, outOffset, nowNanos)
                : write(offender, V6_TOO_BIG, 0, mtu, out, outOffset, nowNanos);
    }

    /** Says that policy forbids a packet; as {@link #tooBig}. */
    public int prohibited(Offender offender, byte[] out, int outOffset, long nowNanos) {
        return offender.isV4()
                ? write(offender, V4_UNREACHABLE, V4_PROHIBITED, 0, out, outOffset, nowNanos)
                : write(offender, V6_UNREACHABLE, V6_PROHIBITED, 0, out, outOffset, nowNanos);
    }

    /** Says that a packet's hop limit is used up; as {@link #tooBig}. */
    public int timeExceeded(Offender offender, byte[] out, int outOffset, long nowNanos) {
        int type = offender.isV4() ? V4_TIME_EXCEEDED : V6_TIME_EXCEEDED;
        return write(offender, type, 0, 0, out, outOffset, nowNanos);
    }

    /**
     * The packet that an error is about.
     *
     * @param bytes holds it
     * @param offset where it starts
     * @param length checked
     */
    public record Offender(byte[] bytes, int offset, int length) {
        boolean isV4() {
            return IpHeader.version(bytes, offset) == 4;
        }
    }

    private int write(Offender about, int type, int code, int value, byte[] out, int at, long nowNanos) {
        boolean deserves = about.isV4() ? deservesErrorV4(about) : deservesErrorV6(about, type == V6_TOO_BIG);
        if (!deserves || !limit.take(nowNanos)) {
            return 0;
        }
        int ipBytes = about.isV4() ? IpHeader.V4_BYTES : IpHeader.V6_BYTES;
        int quoted = Math.min(about.length(), (about.isV4() ? V4_BYTES_MAX : BYTES_MAX) - ipBytes - HEADER_BYTES);
        int icmp = at + ipBytes;
        out[icmp] = (byte) type;
        out[icmp + 1] = (byte) code;
        NetworkOrder.putShort(out, icmp + 2, 0);
        NetworkOrder.putInt(out, icmp + 4, value);
        System.arraycopy(about.bytes(), about.offset(), out, icmp + HEADER_BYTES, quoted);
        long pseudoHeader = about.isV4() ? writeV4(about, quoted, out, at) : writeV6(about, quoted, out, at);
        long sum = InternetChecksum.sum(out, icmp, HEADER_BYTES + quoted, pseudoHeader);
        NetworkOrder.putShort(out, icmp + 2, InternetChecksum.complement(sum));
        return ipBytes + HEADER_BYTES + quoted;
    }

    private long writeV4(Offender about, int quoted, byte[] out, int at) {
        NetworkOrder.putInt(out, at, 0x45C0_0000 | (IpHeader.V4_BYTES + HEADER_BYTES + quoted));
        NetworkOrder.putInt(out, at + 4, 0);
        NetworkOrder.putInt(out, at + 8, (HOP_LIMIT << 24) | (IpHeader.PROTOCOL_ICMP << 16));
        System.arraycopy(sourceV4, 0, out, at + 12, 4);
        System.arraycopy(about.bytes(), about.offset() + 12, out, at + 16, 4);
        IpHeader.writeChecksumV4(out, at);
        return 0;
    }

    private long writeV6(Offender about, int quoted, byte[] out, int at) {
        NetworkOrder.putInt(out, at, 0x6000_0000);
        NetworkOrder.putShort(out, at + 4, HEADER_BYTES + quoted);
        out[at + 6] = IpHeader.PROTOCOL_ICMPV6;
        out[at + 7] = HOP_LIMIT;
        System.arraycopy(sourceV6, 0, out, at + 8, 16);
        System.arraycopy(about.bytes(), about.offset() + 8, out, at + 24, 16);
        return InternetChecksum.sum(out, at + 8, 32, (long) HEADER_BYTES + quoted + IpHeader.PROTOCOL_ICMPV6);
    }

    private static boolean deservesErrorV4(Offender about) {
        byte[] bytes = about.bytes();
        int offset = about.offset();
        int header = IpHeader.headerBytesV4(bytes, offset);
        boolean laterFragment = (NetworkOrder.getShort(bytes, offset + 6) & 0x1FFF) != 0;
        boolean ofIcmp = NetworkOrder.getByte(bytes, offset + 9) == IpHeader.PROTOCOL_ICMP;
        boolean query = about.length() > header && isV4Query(NetworkOrder.getByte(bytes, offset + header));
        return !laterFragment
                && (!ofIcmp || query)
                && isSingleV4(NetworkOrder.getInt(bytes, offset + 12))
                && isSingleV4(NetworkOrder.getInt(bytes, offset + 16));
    }

    /** Not 0/8, loopback, multicast or reserved. */
    private static boolean isSingleV4(int address) {
        int first = address >>> 24;
        return first != 0 && first != 127 && first < 224;
    }

    private static boolean isV4Query(int type) {
        return switch (type) {
            case 0, 8, 9, 10, 13, 14, 15, 16, 17, 18 -> true;
            default -> false;
        };
    }

    /** "Too big" is sent about multicast packets as well (RFC 4443 section 2.4(e.3)). */
    private static boolean deservesErrorV6(Offender about, boolean tooBig) {
        byte[] bytes = about.bytes();
        int offset = about.offset();
        int next = NetworkOrder.getByte(bytes, offset + 6);
        boolean icmpError = next == IpHeader.PROTOCOL_ICMPV6
                && (about.length() <= IpHeader.V6_BYTES
                        || NetworkOrder.getByte(bytes, offset + IpHeader.V6_BYTES) < V6_INFORMATIONAL);
        boolean fromNobody =
                NetworkOrder.getLong(bytes, offset + 8) == 0 && NetworkOrder.getLong(bytes, offset + 16) == 0;
        boolean fromMany = NetworkOrder.getByte(bytes, offset + 8) == 0xFF;
        boolean toMany = NetworkOrder.getByte(bytes, offset + 24) == 0xFF;
        return !icmpError && !fromNobody && !fromMany && (tooBig || !toMany);
    }
}
