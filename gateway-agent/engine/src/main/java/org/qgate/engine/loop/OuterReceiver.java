package org.qgate.engine.loop;

import org.jspecify.annotations.Nullable;
import org.qgate.engine.cipher.Tunnel;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;
import org.qgate.linux.libc.Fd;
import org.qgate.linux.libc.LinuxException;
import org.qgate.linux.packet.PacketBatch;
import org.qgate.linux.packet.PacketSocket;

/** A socket on which ESP arrives, and how to find the ESP packets in what it delivers. */
final class OuterReceiver implements AutoCloseable {

    private enum Framing {
        /** With its IPv4 header in front. */
        IPV4,
        /** Right behind the IPv6 header, which is gone. */
        BARE,
        /** In UDP datagrams (RFC 3948), with keepalives and IKE between them. */
        UDP
    }

    /** Finds one ESP packet. */
    @FunctionalInterface
    interface EspHandler {
        void accept(int offset, int length, int trafficClass);
    }

    private static final int NON_ESP_MARKER = 0;

    private final PacketSocket socket;
    private final IpAddress local;
    private final int port;
    private final Framing framing;

    private OuterReceiver(PacketSocket socket, IpAddress local, int port, Framing framing) {
        this.socket = socket;
        this.local = local;
        this.port = port;
        this.framing = framing;
    }

    static OuterReceiver raw(IpAddress local) throws LinuxException {
        Framing framing = local.family() == IpFamily.IPV4 ? Framing.IPV4 : Framing.BARE;
        return new OuterReceiver(PacketSocket.rawReceiver(local, IpHeader.PROTOCOL_ESP), local, 0, framing);
    }

    static OuterReceiver udp(IpAddress local, int port) throws LinuxException {
        return new OuterReceiver(PacketSocket.udp(local, port), local, port, Framing.UDP);
    }

    /** The socket, if it has the address and port that a tunnel sends ESP in UDP from; else null. */
    @Nullable
    PacketSocket udpSocket(Tunnel tunnel) {
        boolean same = framing == Framing.UDP
                && local.equals(tunnel.source())
                && port == tunnel.encapsulation().sourcePort();
        return same ? socket : null;
    }

    IpAddress local() {
        return local;
    }

    Fd fd() {
        return socket.fd();
    }

    int receive(PacketBatch batch) {
        return socket.receive(batch);
    }

    /** Copies a message to {@code wire} and hands each ESP packet in it over. */
    void unpack(PacketBatch batch, int index, byte[] wire, EspHandler handler) {
        int length = batch.get(index, wire, 0, wire.length);
        switch (framing) {
            case IPV4 -> unpackV4(wire, length, handler);
            case BARE -> handler.accept(0, length, batch.trafficClass(index));
            case UDP -> unpackUdp(wire, length, batch, index, handler);
        }
    }

    private static void unpackV4(byte[] wire, int length, EspHandler handler) {
        int header = length < IpHeader.V4_BYTES ? length : IpHeader.headerBytesV4(wire, 0);
        handler.accept(header, Math.max(0, length - header), length > 1 ? NetworkOrder.getByte(wire, 1) : 0);
    }

    private static void unpackUdp(byte[] wire, int length, PacketBatch batch, int index, EspHandler handler) {
        int joined = batch.segmentBytes(index);
        int piece = joined > 0 ? joined : length;
        int trafficClass = batch.trafficClass(index);
        for (int at = 0; at < length; at += piece) {
            int bytes = Math.min(piece, length - at);
            boolean esp = bytes >= Integer.BYTES && NetworkOrder.getInt(wire, at) != NON_ESP_MARKER;
            if (esp) {
                handler.accept(at, bytes, trafficClass);
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
