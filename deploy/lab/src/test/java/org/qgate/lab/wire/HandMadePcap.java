package org.qgate.lab.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A capture file written by hand, frame by frame. */
final class HandMadePcap {
    static final String ALICE = "192.0.2.1";
    static final String BOB = "192.0.2.2";
    static final int CONTROL_PORT = 5600;
    static final int CANARY_PORT = 9999;
    static final WirePlan PLAN = new WirePlan(
            Prefix.address(ALICE),
            Prefix.address(BOB),
            List.of(Prefix.of("10.1.0.0/16"), Prefix.of("10.2.0.0/16")),
            Set.of(CONTROL_PORT, 5601),
            CANARY_PORT,
            "QGATE-CANARY");

    private static final int NANOS_MAGIC = 0xA1B23C4D;
    private static final int MICROS_MAGIC = 0xA1B2C3D4;

    private final ByteBuffer file = ByteBuffer.allocate(1 << 20);
    private final int fractionsPerSecond;

    private HandMadePcap(ByteOrder order, int magic, int fractionsPerSecond) {
        this.fractionsPerSecond = fractionsPerSecond;
        file.order(order).putInt(magic).putShort((short) 2).putShort((short) 4);
        file.putInt(0).putInt(0).putInt(96).putInt(1);
    }

    static HandMadePcap nanos() {
        return new HandMadePcap(ByteOrder.LITTLE_ENDIAN, NANOS_MAGIC, 1_000_000_000);
    }

    static HandMadePcap microsBigEndian() {
        return new HandMadePcap(ByteOrder.BIG_ENDIAN, MICROS_MAGIC, 1_000_000);
    }

    /** A frame as captured, of which as many bytes more were on the wire as told. */
    HandMadePcap frame(long timeNanos, ByteBuffer frame, int bytesCutOff) {
        file.putInt((int) (timeNanos / 1_000_000_000L));
        file.putInt((int) (timeNanos % 1_000_000_000L / (1_000_000_000L / fractionsPerSecond)));
        file.putInt(frame.remaining()).putInt(frame.remaining() + bytesCutOff).put(frame);
        return this;
    }

    HandMadePcap esp(long timeNanos, String source, String destination, int spi, int sequence) {
        ByteBuffer payload =
                ByteBuffer.allocate(24).putInt(spi).putInt(sequence).position(0);
        return frame(timeNanos, ipv4(source, destination, 50, payload), 60);
    }

    HandMadePcap udp(long timeNanos, String source, String destination, int destinationPort, String text) {
        return frame(timeNanos, ipv4(source, destination, 17, udpDatagram(destinationPort, text)), 0);
    }

    static ByteBuffer udpDatagram(int destinationPort, String text) {
        byte[] data = text.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer datagram = ByteBuffer.allocate(8 + data.length);
        datagram.putShort((short) 40_000).putShort((short) destinationPort);
        return datagram.putShort((short) (8 + data.length))
                .putShort((short) 0)
                .put(data)
                .flip();
    }

    static ByteBuffer ipv4(String source, String destination, int protocol, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + payload.remaining());
        frame.position(12).putShort((short) 0x0800);
        return frame.put(ipv4Packet(source, destination, protocol, payload)).flip();
    }

    static ByteBuffer ipv4Packet(String source, String destination, int protocol, ByteBuffer payload) {
        ByteBuffer packet = ByteBuffer.allocate(20 + payload.remaining());
        packet.put((byte) 0x45).put((byte) 0).putShort((short) (20 + payload.remaining()));
        packet.putInt(0).put((byte) 64).put((byte) protocol).putShort((short) 0);
        packet.putInt(Prefix.address(source)).putInt(Prefix.address(destination));
        return packet.put(payload).flip();
    }

    static ByteBuffer ethernet(int etherType, ByteBuffer payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.remaining());
        frame.position(12).putShort((short) etherType);
        return frame.put(payload).flip();
    }

    ByteBuffer bytes() {
        return file.duplicate().flip();
    }

    PcapReader reader() {
        try {
            return PcapReader.of(bytes(), "hand-made");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path writeTo(Path target) throws IOException {
        byte[] content = new byte[bytes().remaining()];
        bytes().get(content);
        return Files.write(target, content);
    }
}
