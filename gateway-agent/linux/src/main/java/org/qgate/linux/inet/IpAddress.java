package org.qgate.linux.inet;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address.
 *
 * @param family what it is
 * @param high IPv6: the first eight bytes in network order; IPv4: 0
 * @param low IPv6: the last eight bytes in network order; IPv4: the address as an unsigned 32-bit number
 */
public record IpAddress(IpFamily family, long high, long low) {

    /** No address, sixteen zero bytes on the wire. */
    public static final IpAddress UNSPECIFIED = new IpAddress(IpFamily.UNSPECIFIED, 0, 0);

    /** 0.0.0.0. */
    public static final IpAddress ANY_V4 = new IpAddress(IpFamily.IPV4, 0, 0);

    /** ::. */
    public static final IpAddress ANY_V6 = new IpAddress(IpFamily.IPV6, 0, 0);

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + ("\\." + OCTET).repeat(3));
    private static final Pattern V6_LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final long UNSIGNED_INT = 0xFFFF_FFFFL;

    /** Checks that an IPv4 address has 32 bits. */
    public IpAddress {
        if (family == IpFamily.IPV4 && (high != 0 || (low & ~UNSIGNED_INT) != 0)) {
            throw new IllegalArgumentException("an IPv4 address has 32 bits");
        }
    }

    /** An IPv4 address from its 32 bits in host order: 0xC0000201 is 192.0.2.1. */
    public static IpAddress ofV4(int bits) {
        return new IpAddress(IpFamily.IPV4, 0, bits & UNSIGNED_INT);
    }

    /** An IPv6 address from its two halves. */
    public static IpAddress ofV6(long high, long low) {
        return new IpAddress(IpFamily.IPV6, high, low);
    }

    /** The address of the JDK; an IPv6 scope is dropped. */
    public static IpAddress of(InetAddress address) {
        return ofBytes(address.getAddress());
    }

    /** An address from its 4 or 16 bytes in network order. */
    public static IpAddress ofBytes(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.BIG_ENDIAN);
        return switch (bytes.length) {
            case 4 -> ofV4(buffer.getInt());
            case 16 -> ofV6(buffer.getLong(), buffer.getLong());
            default -> throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + bytes.length);
        };
    }

    /**
     * Reads a literal such as {@code 192.0.2.1} or {@code 2001:db8::1}; never asks the DNS.
     *
     * @throws IllegalArgumentException when it is no literal
     */
    public static IpAddress parse(String literal) {
        return literal.indexOf(':') >= 0 ? parseV6(literal) : parseV4(literal);
    }

    private static IpAddress parseV4(String literal) {
        Matcher parts = DOTTED_QUAD.matcher(literal);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not an IP address: " + literal);
        }
        int bits = 0;
        for (int i = 1; i <= 4; i++) {
            bits = (bits << 8) | Integer.parseInt(parts.group(i));
        }
        return ofV4(bits);
    }

    private static IpAddress parseV6(String literal) {
        if (!V6_LITERAL.matcher(literal).matches()) {
            throw new IllegalArgumentException("not an IP address: " + literal);
        }
        try {
            // Brackets keep the JDK from asking the DNS. It turns ::ffff:a.b.c.d into IPv4.
            byte[] bytes = InetAddress.getByName("[" + literal + "]").getAddress();
            return bytes.length == 16 ? ofBytes(bytes) : mapped(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not an IP address: " + literal, e);
        }
    }

    private static IpAddress mapped(byte[] fourBytes) {
        return ofV6(0, 0xFFFF_0000_0000L | (ByteBuffer.wrap(fourBytes).getInt() & UNSIGNED_INT));
    }

    /** Bytes in network order: 4 for IPv4, else 16. */
    public byte[] toBytes() {
        return family == IpFamily.IPV4
                ? ByteBuffer.allocate(4).putInt((int) low).array()
                : ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    /** Whether all bits are zero. */
    public boolean isZero() {
        return high == 0 && low == 0;
    }

    /** The literal, in the short form of RFC 5952 for IPv6. */
    @Override
    public String toString() {
        return switch (family) {
            case UNSPECIFIED -> isZero() ? "unspecified" : Ipv6Text.of(high, low);
            case IPV4 -> (low >>> 24) + "." + ((low >>> 16) & 0xFF) + "." + ((low >>> 8) & 0xFF) + "." + (low & 0xFF);
            case IPV6 -> Ipv6Text.of(high, low);
        };
    }
}
