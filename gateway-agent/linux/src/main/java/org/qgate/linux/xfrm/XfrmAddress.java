package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.NetworkOrder;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Addresses and families as XFRM lays them out.
 *
 * <pre>{@code
 * typedef union {
 *     __be32          a4;
 *     __be32          a6[4];
 *     struct in6_addr in6;
 * } xfrm_address_t;
 * }</pre>
 */
final class XfrmAddress {

    static final int SIZE = 16;

    private XfrmAddress() {}

    static void write(ByteBuffer out, IpAddress address) {
        if (address.family() == IpFamily.IPV4) {
            NetworkOrder.putInt(out, (int) address.low());
            out.putInt(0).putLong(0);
        } else {
            NetworkOrder.putLong(out, address.high());
            NetworkOrder.putLong(out, address.low());
        }
    }

    /** Reads at an absolute offset. */
    static IpAddress read(ByteBuffer in, int offset, IpFamily family) {
        return switch (family) {
            case IPV4 -> IpAddress.ofV4(NetworkOrder.getInt(in, offset));
            case IPV6 ->
                IpAddress.ofV6(NetworkOrder.getLong(in, offset), NetworkOrder.getLong(in, offset + Long.BYTES));
            case UNSPECIFIED -> IpAddress.UNSPECIFIED;
        };
    }

    /** The family with a number from the kernel. */
    static IpFamily family(int number, String structure) throws MalformedMessageException {
        if (!IpFamily.isKnown(number)) {
            throw new MalformedMessageException(structure + " has the unknown address family " + number);
        }
        return IpFamily.of(number);
    }
}
