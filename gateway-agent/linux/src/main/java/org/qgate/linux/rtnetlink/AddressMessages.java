package org.qgate.linux.rtnetlink;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.netlink.AttributeCursor;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.MessageWriter;
import org.qgate.linux.netlink.NetlinkMessage;

/** Messages about addresses. */
final class AddressMessages {

    private static final int LOW_BYTE = 0xFF;

    private AddressMessages() {}

    static void install(MessageWriter out, InterfaceAddress address) {
        boolean v6 = address.address().family() == IpFamily.IPV6;
        write(out, address, v6 ? address.flags() & LOW_BYTE : 0);
    }

    /** For deletion: flags do not count. */
    static void name(MessageWriter out, InterfaceAddress address) {
        write(out, address, 0);
    }

    private static void write(MessageWriter out, InterfaceAddress address, int flags) {
        IpPrefix prefix = address.address();
        new Ifaddrmsg(prefix.family().number(), prefix.length(), flags, address.scope(), address.interfaceIndex())
                .write(out.buffer());
        write(out, RtnetlinkNumbers.IFA_LOCAL, prefix.address());
        write(out, RtnetlinkNumbers.IFA_ADDRESS, prefix.address());
    }

    static void dump(MessageWriter out, IpFamily family) {
        new Ifaddrmsg(family.number(), 0, 0, 0, 0).write(out.buffer());
    }

    /** The address in a message, empty for other families than IPv4 and IPv6. */
    static Optional<InterfaceAddress> read(NetlinkMessage message) throws MalformedMessageException {
        Ifaddrmsg head = Ifaddrmsg.read(message.payload());
        if (!IpFamily.isKnown(head.family()) || head.family() == IpFamily.UNSPECIFIED.number()) {
            return Optional.empty();
        }
        IpFamily family = IpFamily.of(head.family());
        AttributeCursor attributes = new AttributeCursor(message.payload().position(Ifaddrmsg.SIZE));
        Optional<IpAddress> local = Optional.empty();
        Optional<IpAddress> address = Optional.empty();
        int flags = head.flags();
        while (attributes.next()) {
            switch (attributes.type()) {
                case RtnetlinkNumbers.IFA_LOCAL -> local = Optional.of(readAddress(attributes, family));
                case RtnetlinkNumbers.IFA_ADDRESS -> address = Optional.of(readAddress(attributes, family));
                case RtnetlinkNumbers.IFA_FLAGS -> flags = attributes.u32();
                default -> {
                    // Labels and lifetimes do not concern us.
                }
            }
        }
        // Of a point-to-point interface IFA_ADDRESS is the far end; IPv6 gives no IFA_LOCAL otherwise.
        IpAddress own = local.orElse(address.orElse(IpAddress.UNSPECIFIED));
        return Optional.of(new InterfaceAddress(head.index(), prefix(own, head.prefixLength()), head.scope(), flags));
    }

    static void write(MessageWriter out, int type, IpAddress address) {
        int start = out.begin(type);
        out.buffer().put(address.toBytes());
        out.end(start);
    }

    static IpAddress readAddress(AttributeCursor attributes, IpFamily family) throws MalformedMessageException {
        int bytes = family.bits() / Byte.SIZE;
        ByteBuffer value = attributes.value();
        if (value.remaining() != bytes) {
            throw new MalformedMessageException(
                    "an address of " + family + " has " + value.remaining() + " bytes, not " + bytes);
        }
        byte[] raw = new byte[bytes];
        value.get(raw);
        return IpAddress.ofBytes(raw);
    }

    static IpPrefix prefix(IpAddress address, int length) throws MalformedMessageException {
        if (length > address.family().bits()) {
            throw new MalformedMessageException(address + " has a prefix of " + length + " bits");
        }
        return new IpPrefix(address, length);
    }
}
