package org.qgate.engine.router;

import java.util.Arrays;
import java.util.Optional;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.tun.VirtioNetHdr;

/**
 * The engine as a router on an Ethernet, as the routing module of Neppach et al. (2008): only after decryption is a packet's
 * destination known, and for each one the Ethernet address of its next hop must be found and written in front. Hosts send
 * what is for the tunnel to the engine's own address, which it tells to who asks (ARP, neighbour discovery). Hop limits are
 * counted down either way (RFC 1812 section 5.3.1); who sends with the last one is told. Safe for two threads, one that
 * receives and one that sends.
 */
public final class EthernetRouter {

    private static final int ETHERNET_BYTES = AddressResolution.ETHERNET_BYTES;
    private static final VirtioNetHdr COMPLETE = new VirtioNetHdr();
    private static final byte[] NO_FRONT = new byte[0];

    private final EthernetLink link;
    private final FrameSink sink;
    private final IcmpErrors errors;
    private final NeighborTable neighbors = new NeighborTable();
    private final VirtioNetHdr shifted = new VirtioNetHdr();
    private final byte[] error = new byte[IcmpErrors.BYTES_MAX];
    private final byte[] front = new byte[ETHERNET_BYTES];

    /** Routes between a tunnel and {@code link}. */
    public EthernetRouter(EthernetLink link, IcmpErrors errors, FrameSink sink) {
        this.link = link;
        this.errors = errors;
        this.sink = sink;
        link.mac().write(front, MacAddress.BYTES);
    }

    /**
     * Looks at a frame that came from the Ethernet. When it is {@link Forwarding#TO_TUNNEL}, an IP packet lies behind its
     * header.
     */
    public synchronized Forwarding receive(byte[] frame, int offset, int length, long nowNanos) {
        if (length < ETHERNET_BYTES) {
            return Forwarding.MALFORMED;
        }
        int type = NetworkOrder.getShort(frame, offset + 12);
        boolean forUs = MacAddress.read(frame, offset).equals(link.mac());
        Optional<AddressResolution.Message> said = AddressResolution.read(frame, offset, length);
        if (said.isPresent()) {
            hear(said.get(), MacAddress.read(frame, offset + MacAddress.BYTES), nowNanos);
            return Forwarding.NOT_FOR_TUNNEL;
        }
        boolean ip = type == AddressResolution.TYPE_IPV4 || type == AddressResolution.TYPE_IPV6;
        if (!forUs || !ip) {
            return Forwarding.NOT_FOR_TUNNEL;
        }
        int packet = offset + ETHERNET_BYTES;
        int bytes = IpHeader.checkedLength(frame, packet, length - ETHERNET_BYTES);
        if (bytes < 0 || (IpHeader.version(frame, packet) == 4) != (type == AddressResolution.TYPE_IPV4)) {
            return Forwarding.MALFORMED;
        }
        return fromHost(frame, packet, bytes, nowNanos);
    }

    private Forwarding fromHost(byte[] frame, int packet, int bytes, long nowNanos) {
        if (link.isOwn(destination(frame, packet)) || !isRoutable(frame, packet)) {
            return Forwarding.NOT_FOR_TUNNEL;
        }
        if (IpHeader.hopLimit(frame, packet) > 1) {
            IpHeader.decrementHopLimit(frame, packet);
            return Forwarding.TO_TUNNEL;
        }
        IcmpErrors.Offender offender = new IcmpErrors.Offender(frame, packet, bytes);
        int told = errors.timeExceeded(offender, error, 0, nowNanos);
        if (told > 0) {
            write(COMPLETE, error, 0, told, nowNanos);
        }
        return Forwarding.HOP_LIMIT;
    }

    /** Neither to a group nor to those on this link alone. */
    private static boolean isRoutable(byte[] frame, int packet) {
        if (IpHeader.version(frame, packet) == 4) {
            int first = NetworkOrder.getByte(frame, packet + 16);
            return first < 224 && first != 0 && first != 127;
        }
        int first = NetworkOrder.getShort(frame, packet + 24);
        return first >>> 8 != 0xFF && (first & 0xFFC0) != 0xFE80;
    }

    private void hear(AddressResolution.Message message, MacAddress speaker, long nowNanos) {
        boolean known = message.sender().high() != 0 || message.sender().low() != 0;
        boolean aboutUs = message.isQuestion() && link.isOwn(message.target());
        MacAddress mac = message.senderMac().isStation() ? message.senderMac() : speaker;
        // Nobody else may say that he has an address of ours, and only who asks us is believed unasked.
        if (known
                && !link.isOwn(message.sender())
                && link.nextHop(message.sender()).isPresent()) {
            for (NeighborTable.Waiting waiting : neighbors.confirm(message.sender(), mac, aboutUs, nowNanos)) {
                emit(waiting.header(), mac, waiting.packet(), 0, waiting.packet().length);
            }
        }
        if (aboutUs && speaker.isStation()) {
            say(AddressResolution.answer(link.mac(), message, speaker));
        }
    }

    private void say(byte[] frame) {
        sink.write(COMPLETE, NO_FRONT, frame, 0, frame.length);
    }

    /**
     * Forwards a packet that came out of the tunnel.
     *
     * @param header offsets from the start of the packet
     * @param packet is changed: its hop limit
     */
    public synchronized Forwarding forward(VirtioNetHdr header, byte[] packet, int offset, int length, long nowNanos) {
        if (IpHeader.hopLimit(packet, offset) <= 1) {
            return Forwarding.HOP_LIMIT;
        }
        IpHeader.decrementHopLimit(packet, offset);
        return write(header, packet, offset, length, nowNanos);
    }

    /** Sends a packet of the engine's own to a host; as {@link #forward}, without looking at its hop limit. */
    public synchronized Forwarding write(VirtioNetHdr header, byte[] packet, int offset, int length, long nowNanos) {
        Optional<IpAddress> hop = link.nextHop(destination(packet, offset));
        if (hop.isEmpty() || !isRoutable(packet, offset) || link.isOwn(hop.get())) {
            return Forwarding.NO_ROUTE;
        }
        IpAddress neighbor = hop.get();
        NeighborTable.Resolution resolution = neighbors.resolve(neighbor, nowNanos);
        if (resolution.ask()) {
            link.own(neighbor.family()).ifPresent(own -> say(AddressResolution.question(link.mac(), own, neighbor)));
        }
        return switch (resolution.verdict()) {
            case SEND -> emit(header, resolution.mac(), packet, offset, length);
            case WAIT -> {
                byte[] copy = Arrays.copyOfRange(packet, offset, offset + length);
                boolean waits = neighbors.await(neighbor, new NeighborTable.Waiting(header.copy(), copy));
                yield waits ? Forwarding.DONE : Forwarding.NO_NEIGHBOR;
            }
            case GIVE_UP -> Forwarding.NO_NEIGHBOR;
        };
    }

    private Forwarding emit(VirtioNetHdr header, MacAddress to, byte[] packet, int offset, int length) {
        to.write(front, 0);
        boolean v4 = IpHeader.version(packet, offset) == 4;
        NetworkOrder.putShort(front, 12, v4 ? AddressResolution.TYPE_IPV4 : AddressResolution.TYPE_IPV6);
        shifted.copyFrom(header);
        shifted.shift(ETHERNET_BYTES);
        return sink.write(shifted, front, packet, offset, length) < 0 ? Forwarding.SEND_FAILED : Forwarding.DONE;
    }

    private static IpAddress destination(byte[] packet, int offset) {
        return IpHeader.version(packet, offset) == 4
                ? IpAddress.ofV4(NetworkOrder.getInt(packet, offset + 16))
                : IpAddress.ofV6(NetworkOrder.getLong(packet, offset + 24), NetworkOrder.getLong(packet, offset + 32));
    }
}
