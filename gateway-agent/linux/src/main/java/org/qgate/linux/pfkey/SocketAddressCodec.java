package org.qgate.linux.pfkey;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.NetworkOrder;

/** {@code struct sockaddr_in} and {@code struct sockaddr_in6} as they lie in extensions. */
final class SocketAddressCodec {

    private static final int V4_BYTES = 16;
    private static final int V6_BYTES = 28;
    private static final int V6_ADDRESS = 8;

    private SocketAddressCodec() {}

    static void write(ByteBuffer out, IpAddress address, int port) {
        out.putShort((short) address.family().number());
        NetworkOrder.putShort(out, port);
        if (address.family() == IpFamily.IPV4) {
            NetworkOrder.putInt(out, (int) address.low());
            out.putLong(0);
        } else {
            out.putInt(0);
            NetworkOrder.putLong(out, address.high());
            NetworkOrder.putLong(out, address.low());
            out.putInt(0);
        }
    }

    static int bytes(IpFamily family) {
        return family == IpFamily.IPV4 ? V4_BYTES : V6_BYTES;
    }

    /** The address of a {@code sockaddr} at {@code offset}. Anything but IPv4 and IPv6 is refused, as by the kernel. */
    static IpAddress address(ByteBuffer in, int offset, String structure) throws MalformedPfKeyException {
        MalformedPfKeyException.requireBytes(in, offset + Integer.BYTES, structure);
        int number = Short.toUnsignedInt(in.getShort(offset));
        if (number == IpFamily.IPV4.number()) {
            MalformedPfKeyException.requireBytes(in, offset + V4_BYTES, structure);
            return IpAddress.ofV4(NetworkOrder.getInt(in, offset + Integer.BYTES));
        }
        if (number == IpFamily.IPV6.number()) {
            MalformedPfKeyException.requireBytes(in, offset + V6_BYTES, structure);
            return IpAddress.ofV6(
                    NetworkOrder.getLong(in, offset + V6_ADDRESS),
                    NetworkOrder.getLong(in, offset + V6_ADDRESS + Long.BYTES));
        }
        throw new MalformedPfKeyException(structure + " is of address family " + number + ", neither IPv4 nor IPv6");
    }

    /** The port of a {@code sockaddr} that {@link #address} has accepted. */
    static int port(ByteBuffer in, int offset) {
        return NetworkOrder.getShort(in, offset + Short.BYTES);
    }
}
