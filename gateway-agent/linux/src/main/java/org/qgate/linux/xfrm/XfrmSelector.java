package org.qgate.linux.xfrm;

import java.nio.ByteBuffer;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.inet.NetworkOrder;
import org.qgate.linux.netlink.MalformedMessageException;

/**
 * Which packets a policy, or an SA, is for.
 *
 * <pre>{@code
 * struct xfrm_selector {
 *     xfrm_address_t   daddr;
 *     xfrm_address_t   saddr;
 *     __be16           dport;
 *     __be16           dport_mask;
 *     __be16           sport;
 *     __be16           sport_mask;
 *     __u16            family;
 *     __u8             prefixlen_d;
 *     __u8             prefixlen_s;
 *     __u8             proto;
 *     int              ifindex;
 *     __kernel_uid32_t user;
 * };
 * }</pre>
 *
 * @param destination inner destinations, of the same family as {@code source}
 * @param source inner sources
 * @param destinationPort meaningful with a protocol that has ports
 * @param sourcePort meaningful with a protocol that has ports
 * @param protocol IP protocol number, 0 for any
 * @param interfaceIndex interface, 0 for any
 * @param user not compared with packets by the kernel, but tells two policies of equal selectors apart
 */
public record XfrmSelector(
        IpPrefix destination,
        IpPrefix source,
        PortMatch destinationPort,
        PortMatch sourcePort,
        int protocol,
        int interfaceIndex,
        int user) {

    /** Everything, of any family. */
    public static final XfrmSelector ANY =
            between(IpPrefix.host(IpAddress.UNSPECIFIED), IpPrefix.host(IpAddress.UNSPECIFIED));

    static final int SIZE = 56;
    private static final int FAMILY = 40;

    /** Checks that both sides are of one family. */
    public XfrmSelector {
        if (destination.family() != source.family()) {
            throw new IllegalArgumentException("selector from " + source + " to " + destination + " mixes families");
        }
    }

    /** Any protocol and port from one prefix to another. */
    public static XfrmSelector between(IpPrefix source, IpPrefix destination) {
        return new XfrmSelector(destination, source, PortMatch.ANY, PortMatch.ANY, 0, 0, 0);
    }

    /** The same, for one protocol and its ports. */
    public XfrmSelector withProtocol(int ipProtocol, PortMatch fromPort, PortMatch toPort) {
        return new XfrmSelector(destination, source, toPort, fromPort, ipProtocol, interfaceIndex, user);
    }

    /** The same, only for packets by this interface. */
    public XfrmSelector withInterface(int index) {
        return new XfrmSelector(destination, source, destinationPort, sourcePort, protocol, index, user);
    }

    /** The same, told apart by another {@link #user}. */
    public XfrmSelector withUser(int tag) {
        return new XfrmSelector(destination, source, destinationPort, sourcePort, protocol, interfaceIndex, tag);
    }

    /** The other direction. */
    public XfrmSelector reversed() {
        return new XfrmSelector(source, destination, sourcePort, destinationPort, protocol, interfaceIndex, user);
    }

    /** Family of both sides. */
    public IpFamily family() {
        return destination.family();
    }

    void write(ByteBuffer out) {
        XfrmAddress.write(out, destination.address());
        XfrmAddress.write(out, source.address());
        NetworkOrder.putShort(out, destinationPort.port());
        NetworkOrder.putShort(out, destinationPort.mask());
        NetworkOrder.putShort(out, sourcePort.port());
        NetworkOrder.putShort(out, sourcePort.mask());
        out.putShort((short) family().number());
        out.put((byte) destination.length()).put((byte) source.length()).put((byte) protocol);
        out.put((byte) 0).putShort((short) 0);
        out.putInt(interfaceIndex).putInt(user);
    }

    static XfrmSelector read(ByteBuffer in, int offset) throws MalformedMessageException {
        IpFamily family = XfrmAddress.family(Short.toUnsignedInt(in.getShort(offset + FAMILY)), "xfrm_selector");
        return new XfrmSelector(
                prefix(in, offset, family, in.get(offset + FAMILY + 2)),
                prefix(in, offset + XfrmAddress.SIZE, family, in.get(offset + FAMILY + 3)),
                port(in, offset + 2 * XfrmAddress.SIZE),
                port(in, offset + 2 * XfrmAddress.SIZE + Integer.BYTES),
                Byte.toUnsignedInt(in.get(offset + FAMILY + 4)),
                in.getInt(offset + FAMILY + 8),
                in.getInt(offset + FAMILY + 12));
    }

    private static IpPrefix prefix(ByteBuffer in, int offset, IpFamily family, byte length)
            throws MalformedMessageException {
        int bits = Byte.toUnsignedInt(length);
        if (bits > family.bits()) {
            throw new MalformedMessageException("xfrm_selector has a prefix of " + bits + " bits for " + family);
        }
        return new IpPrefix(XfrmAddress.read(in, offset, family), bits);
    }

    private static PortMatch port(ByteBuffer in, int offset) {
        return new PortMatch(NetworkOrder.getShort(in, offset), NetworkOrder.getShort(in, offset + Short.BYTES));
    }

    @Override
    public String toString() {
        return "from " + source + " port " + sourcePort + " to " + destination + " port " + destinationPort
                + " protocol " + (protocol == 0 ? "any" : protocol)
                + (interfaceIndex == 0 ? "" : " interface " + interfaceIndex)
                + (user == 0 ? "" : " user " + Integer.toUnsignedString(user));
    }
}
