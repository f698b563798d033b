package org.qgate.lab.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Tells what a frame is. Whatever it does not know for harmless counts as clear. */
final class FrameReader {
    private static final int ETHERNET_BYTES = 14;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_IPV6 = 0x86DD;
    private static final int IPV6_BYTES = 40;
    private static final int PROTOCOL_ICMP = 1;
    private static final int PROTOCOL_TCP = 6;
    private static final int PROTOCOL_UDP = 17;
    private static final int PROTOCOL_ESP = 50;
    private static final int PROTOCOL_AH = 51;
    private static final int PROTOCOL_ICMPV6 = 58;
    private static final int ICMP_UNREACHABLE = 3;
    private static final int ICMP_BYTES = 8;
    private static final int UDP_BYTES = 8;
    private static final int ESP_BYTES = 8;

    private final WirePlan plan;

    FrameReader(WirePlan plan) {
        this.plan = plan;
    }

    Frame read(ByteBuffer frame) {
        if (frame.remaining() < ETHERNET_BYTES) {
            return new Frame.Clear("a frame of " + frame.remaining() + " bytes");
        }
        int etherType = Short.toUnsignedInt(frame.getShort(12));
        ByteBuffer packet = frame.slice(ETHERNET_BYTES, frame.remaining() - ETHERNET_BYTES);
        return switch (etherType) {
            case ETHERTYPE_ARP -> new Frame.Housekeeping();
            case ETHERTYPE_IPV4 -> ipv4(packet);
            case ETHERTYPE_IPV6 -> ipv6(packet);
            default -> new Frame.Clear("an Ethernet frame of type 0x" + Integer.toHexString(etherType));
        };
    }

    private Frame ipv4(ByteBuffer packet) {
        int headerBytes = packet.remaining() < 20 ? 0 : (packet.get(0) & 0xF) * 4;
        if (headerBytes < 20 || packet.remaining() < headerBytes) {
            return new Frame.Clear("an IPv4 packet cut short");
        }
        int source = packet.getInt(12);
        int destination = packet.getInt(16);
        int protocol = Byte.toUnsignedInt(packet.get(9));
        String what = "IPv4 " + text(source) + " > " + text(destination) + " protocol " + protocol;
        if (plan.isInner(source) || plan.isInner(destination) || !plan.isBetweenGateways(source, destination)) {
            return new Frame.Clear(what);
        }
        ByteBuffer payload = packet.slice(headerBytes, packet.remaining() - headerBytes);
        return switch (protocol) {
            case PROTOCOL_ESP ->
                payload.remaining() < ESP_BYTES
                        ? new Frame.Clear(what)
                        : new Frame.Esp(source, payload.getInt(0), payload.getInt(4));
            case PROTOCOL_AH -> new Frame.Control();
            case PROTOCOL_UDP -> udp(payload, what);
            case PROTOCOL_TCP -> isControl(payload) ? new Frame.Control() : new Frame.Clear(what);
            case PROTOCOL_ICMP -> icmp(payload, what);
            default -> new Frame.Clear(what);
        };
    }

    private Frame udp(ByteBuffer payload, String what) {
        if (isControl(payload)) {
            return new Frame.Control();
        }
        boolean toCanaryPort =
                payload.remaining() >= UDP_BYTES && Short.toUnsignedInt(payload.getShort(2)) == plan.canaryPort();
        if (!toCanaryPort) {
            return new Frame.Clear(what);
        }
        byte[] data = new byte[payload.remaining() - UDP_BYTES];
        payload.get(UDP_BYTES, data);
        return new String(data, StandardCharsets.US_ASCII).startsWith(plan.canaryText())
                ? new Frame.Canary()
                : new Frame.Clear(what);
    }

    private boolean isControl(ByteBuffer payload) {
        return payload.remaining() >= 4
                && (plan.controlPorts().contains(Short.toUnsignedInt(payload.getShort(0)))
                        || plan.controlPorts().contains(Short.toUnsignedInt(payload.getShort(2))));
    }

    /** An error that quotes a packet of the agents' or the canary is harmless; one that quotes user traffic is not. */
    private Frame icmp(ByteBuffer payload, String what) {
        int quotedHeader = ICMP_BYTES + 20;
        if (payload.remaining() < quotedHeader + 4 || payload.get(0) != ICMP_UNREACHABLE) {
            return new Frame.Clear(what);
        }
        ByteBuffer quoted = payload.slice(ICMP_BYTES, payload.remaining() - ICMP_BYTES);
        boolean betweenGateways = plan.isBetweenGateways(quoted.getInt(12), quoted.getInt(16));
        if (!betweenGateways || quoted.get(0) != 0x45) {
            return new Frame.Clear(what);
        }
        if (quoted.get(9) == PROTOCOL_ESP) {
            // A kernel whose engine has died says so of each ESP packet; what it quotes is encrypted.
            return new Frame.Housekeeping();
        }
        if (quoted.get(9) != PROTOCOL_UDP) {
            return new Frame.Clear(what);
        }
        ByteBuffer ports = quoted.slice(20, quoted.remaining() - 20);
        if (isControl(ports)) {
            return new Frame.Control();
        }
        return Short.toUnsignedInt(ports.getShort(2)) == plan.canaryPort()
                ? new Frame.Housekeeping()
                : new Frame.Clear(what);
    }

    private static Frame ipv6(ByteBuffer packet) {
        if (packet.remaining() > IPV6_BYTES && packet.get(6) == PROTOCOL_ICMPV6) {
            int type = Byte.toUnsignedInt(packet.get(IPV6_BYTES));
            // RFC 4861: router solicitation to redirect.
            if (type >= 133 && type <= 137) {
                return new Frame.Housekeeping();
            }
        }
        return new Frame.Clear("an IPv6 packet");
    }

    private static String text(int address) {
        return (address >>> 24) + "." + ((address >>> 16) & 0xFF) + "." + ((address >>> 8) & 0xFF) + "."
                + (address & 0xFF);
    }
}
