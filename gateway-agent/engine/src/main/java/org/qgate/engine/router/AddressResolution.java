package org.qgate.engine.router;

import java.util.Arrays;
import java.util.Optional;
import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;

/**
 * Frames of ARP (RFC 826) and of neighbour discovery (RFC 4861 sections 4.3 and 4.4): who asks for an address, who has it.
 */
final class AddressResolution {

    static final int ETHERNET_BYTES = 14;
    static final int TYPE_IPV4 = 0x0800;
    static final int TYPE_IPV6 = 0x86DD;
    static final int TYPE_ARP = 0x0806;

    private static final int ARP_BYTES = 28;
    private static final int ARP_ETHERNET_IPV4 = 0x0001_0800;
    private static final int ARP_LENGTHS = 0x0604;
    private static final int ARP_REQUEST = 1;
    private static final int ARP_REPLY = 2;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int NEIGHBOR_BYTES = 24;
    private static final int OPTION_BYTES = 8;
    private static final int OPTION_SOURCE = 1;
    private static final int OPTION_TARGET = 2;
    private static final int HOP_LIMIT = 255;
    private static final int SOLICITED = 0x4000_0000;
    private static final int OVERRIDE = 0x2000_0000;
    private static final int OPTIONS_MAX = 8;
    private static final long SOLICITED_NODE_HIGH = 0xFF02_0000_0000_0000L;
    private static final long SOLICITED_NODE_LOW = 0x0000_0001_FF00_0000L;
    private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");

    private AddressResolution() {}

    /**
     * Something that a neighbour said.
     *
     * @param isQuestion whether it asks for {@code target}; else it says that it has it
     * @param sender whose words they are, or the unspecified address
     * @param senderMac its Ethernet address, or that of {@code target} in an answer; not a station's when it is not told
     */
    record Message(boolean isQuestion, IpAddress sender, MacAddress senderMac, IpAddress target) {}

    /** Reads a frame; empty when it is neither ARP nor neighbour discovery, or malformed. */
    static Optional<Message> read(byte[] frame, int offset, int length) {
        if (length < ETHERNET_BYTES) {
            return Optional.empty();
        }
        int at = offset + ETHERNET_BYTES;
        int bytes = length - ETHERNET_BYTES;
        return switch (NetworkOrder.getShort(frame, offset + 12)) {
            case TYPE_ARP -> readArp(frame, at, bytes);
            case TYPE_IPV6 -> readNeighbor(frame, at, bytes);
            default -> Optional.empty();
        };
    }

    private static Optional<Message> readArp(byte[] frame, int at, int bytes) {
        boolean known = bytes >= ARP_BYTES
                && NetworkOrder.getInt(frame, at) == ARP_ETHERNET_IPV4
                && NetworkOrder.getShort(frame, at + 4) == ARP_LENGTHS;
        int operation = known ? NetworkOrder.getShort(frame, at + 6) : 0;
        if (operation != ARP_REQUEST && operation != ARP_REPLY) {
            return Optional.empty();
        }
        IpAddress sender = address(frame, at + 14, 4);
        MacAddress mac = MacAddress.read(frame, at + 8);
        boolean question = operation == ARP_REQUEST;
        return Optional.of(new Message(question, sender, mac, question ? address(frame, at + 24, 4) : sender));
    }

    private static Optional<Message> readNeighbor(byte[] frame, int at, int available) {
        int total = IpHeader.checkedLength(frame, at, available);
        int icmp = at + IpHeader.V6_BYTES;
        int bytes = total - IpHeader.V6_BYTES;
        // Hop limit 255 proves that no router has passed it on (RFC 4861 section 7.1).
        boolean valid = IpHeader.version(frame, at) == 6
                && bytes >= NEIGHBOR_BYTES
                && NetworkOrder.getByte(frame, at + 6) == IpHeader.PROTOCOL_ICMPV6
                && NetworkOrder.getByte(frame, at + 7) == HOP_LIMIT
                && hasRightChecksum(frame, at, bytes);
        int type = valid ? NetworkOrder.getByte(frame, icmp) : 0;
        if ((type != SOLICITATION && type != ADVERTISEMENT) || NetworkOrder.getByte(frame, icmp + 1) != 0) {
            return Optional.empty();
        }
        boolean question = type == SOLICITATION;
        MacAddress mac = option(frame, icmp + NEIGHBOR_BYTES, at + total, question ? OPTION_SOURCE : OPTION_TARGET);
        IpAddress target = address(frame, icmp + 8, 16);
        return Optional.of(new Message(question, question ? address(frame, at + 8, 16) : target, mac, target));
    }

    private static MacAddress option(byte[] frame, int from, int end, int wanted) {
        int at = from;
        for (int i = 0; i < OPTIONS_MAX && at + OPTION_BYTES <= end; i++) {
            int bytes = NetworkOrder.getByte(frame, at + 1) * OPTION_BYTES;
            if (NetworkOrder.getByte(frame, at) == wanted && bytes == OPTION_BYTES) {
                return MacAddress.read(frame, at + 2);
            }
            if (bytes == 0) {
                break;
            }
            at += bytes;
        }
        return new MacAddress(0);
    }

    private static IpAddress address(byte[] frame, int at, int bytes) {
        return IpAddress.ofBytes(Arrays.copyOfRange(frame, at, at + bytes));
    }

    private static boolean hasRightChecksum(byte[] frame, int at, int icmpBytes) {
        return InternetChecksum.fold(sum(frame, at, icmpBytes)) == 0xFFFF;
    }

    private static long sum(byte[] frame, int at, int icmpBytes) {
        long pseudo = InternetChecksum.sum(frame, at + 8, 32, (long) icmpBytes + IpHeader.PROTOCOL_ICMPV6);
        return InternetChecksum.sum(frame, at + IpHeader.V6_BYTES, icmpBytes, pseudo);
    }

    /** Asks everybody who has {@code target}. */
    static byte[] question(MacAddress own, IpAddress sender, IpAddress target) {
        if (target.family() == IpFamily.IPV4) {
            return arp(MacAddress.BROADCAST, ARP_REQUEST, own, sender, new MacAddress(0), target);
        }
        long low = SOLICITED_NODE_LOW | (target.low() & 0xFF_FFFFL);
        IpAddress group = IpAddress.ofV6(SOLICITED_NODE_HIGH, low);
        MacAddress mac = new MacAddress(0x3333_0000_0000L | (low & 0xFFFF_FFFFL));
        return neighbor(mac, group, own, sender, new Neighbor(SOLICITATION, 0, target, OPTION_SOURCE));
    }

    /** Says to who asked that {@code own} has {@code message.target}. */
    static byte[] answer(MacAddress own, Message message, MacAddress asker) {
        if (message.target().family() == IpFamily.IPV4) {
            return arp(
                    asker,
                    ARP_REPLY,
                    own,
                    /* sender= */ message.target(),
                    message.senderMac(),
                    /* target= */ message.sender());
        }
        boolean detection = message.sender().high() == 0 && message.sender().low() == 0;
        int flags = OVERRIDE | (detection ? 0 : SOLICITED);
        Neighbor body = new Neighbor(ADVERTISEMENT, flags, message.target(), OPTION_TARGET);
        return detection
                ? neighbor(new MacAddress(0x3333_0000_0001L), ALL_NODES, own, message.target(), body)
                : neighbor(asker, message.sender(), own, message.target(), body);
    }

    private static byte[] frame(MacAddress to, MacAddress from, int type, int bytes) {
        byte[] frame = new byte[ETHERNET_BYTES + bytes];
        to.write(frame, 0);
        from.write(frame, MacAddress.BYTES);
        NetworkOrder.putShort(frame, 12, type);
        return frame;
    }

    private static byte[] arp(
            MacAddress to, int operation, MacAddress own, IpAddress sender, MacAddress targetMac, IpAddress target) {
        byte[] frame = frame(to, own, TYPE_ARP, ARP_BYTES);
        int at = ETHERNET_BYTES;
        NetworkOrder.putInt(frame, at, ARP_ETHERNET_IPV4);
        NetworkOrder.putShort(frame, at + 4, ARP_LENGTHS);
        NetworkOrder.putShort(frame, at + 6, operation);
        own.write(frame, at + 8);
        NetworkOrder.putInt(frame, at + 14, (int) sender.low());
        targetMac.write(frame, at + 18);
        NetworkOrder.putInt(frame, at + 24, (int) target.low());
        return frame;
    }

    private record Neighbor(int type, int flags, IpAddress target, int option) {}

    private static byte[] neighbor(
            MacAddress to, IpAddress destination, MacAddress own, IpAddress sender, Neighbor message) {
        int bytes = NEIGHBOR_BYTES + OPTION_BYTES;
        byte[] frame = frame(to, own, TYPE_IPV6, IpHeader.V6_BYTES + bytes);
        int at = ETHERNET_BYTES;
        NetworkOrder.putInt(frame, at, 0x6000_0000);
        NetworkOrder.putShort(frame, at + 4, bytes);
        frame[at + 6] = IpHeader.PROTOCOL_ICMPV6;
        frame[at + 7] = (byte) HOP_LIMIT;
        System.arraycopy(sender.toBytes(), 0, frame, at + 8, 16);
        System.arraycopy(destination.toBytes(), 0, frame, at + 24, 16);
        int icmp = at + IpHeader.V6_BYTES;
        frame[icmp] = (byte) message.type();
        NetworkOrder.putInt(frame, icmp + 4, message.flags());
        System.arraycopy(message.target().toBytes(), 0, frame, icmp + 8, 16);
        frame[icmp + NEIGHBOR_BYTES] = (byte) message.option();
        frame[icmp + NEIGHBOR_BYTES + 1] = 1;
        own.write(frame, icmp + NEIGHBOR_BYTES + 2);
        NetworkOrder.putShort(frame, icmp + 2, InternetChecksum.complement(sum(frame, at, bytes)));
        return frame;
    }
}
