package org.qgate.engine.offload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.engine.Packets;
import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.tun.VirtioNetHdr;

class OffloadTest {
    private static final int PAYLOAD = 1000;
    private final List<byte[]> taken = new ArrayList<>();
    private final List<Integer> gsoTypes = new ArrayList<>();
    private final List<Integer> gsoBytes = new ArrayList<>();
    private final Coalescer coalescer = new Coalescer(
            (header, packet, offset, length) -> {
                taken.add(Arrays.copyOfRange(packet, offset, offset + length));
                gsoTypes.add(header.gsoType());
                gsoBytes.add(header.gsoBytes());
            },
            true);

    /** A TCP segment with an option, right checksums and DF. */
    private static byte[] tcp(boolean v4, int sequence, int payload, int flags, long seed) {
        Random random = new Random(seed);
        int ip = v4 ? 20 : 40;
        int total = ip + 24 + payload;
        byte[] packet = v4
                ? Packets.udp(Packets.V4_A, Packets.V4_B, total, random)
                : Packets.udp(Packets.V6_A, Packets.V6_B, total, random);
        packet[v4 ? 9 : 6] = 6;
        if (v4) {
            NetworkOrder.putShort(packet, 6, 0x4000);
            NetworkOrder.putShort(packet, 4, 0);
            IpHeader.writeChecksumV4(packet, 0);
        }
        NetworkOrder.putInt(packet, ip + 4, sequence);
        NetworkOrder.putInt(packet, ip + 8, 77);
        packet[ip + 12] = 0x60;
        packet[ip + 13] = (byte) flags;
        NetworkOrder.putShort(packet, ip + 14, 500);
        NetworkOrder.putShort(packet, ip + 18, 0);
        NetworkOrder.putInt(packet, ip + 20, 0x01010101);
        TcpSegment.writeChecksum(packet, 0, ip, total - ip);
        return packet;
    }

    private void offer(byte[] packet) {
        coalescer.offer(packet, 0, packet.length);
    }

    @Test
    void segmentationRestoresWhatWasJoined() {
        for (boolean v4 : new boolean[] {true, false}) {
            taken.clear();
            List<byte[]> sent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                int flags = i == 39 ? 0x18 : 0x10;
                sent.add(tcp(v4, 1_000 + i * PAYLOAD, i == 39 ? 333 : PAYLOAD, flags, i));
            }
            sent.forEach(this::offer);
            assertThat(taken).hasSize(1);
            byte[] joined = taken.get(0);
            int ip = v4 ? 20 : 40;
            assertThat(joined).hasSize(ip + 24 + 39 * PAYLOAD + 333);
            assertThat(gsoTypes.get(gsoTypes.size() - 1))
                    .isEqualTo(v4 ? VirtioNetHdr.GSO_TCP_V4 : VirtioNetHdr.GSO_TCP_V6);

            VirtioNetHdr header = new VirtioNetHdr();
            header.set(1, v4 ? 1 : 4, ip + 24, PAYLOAD, ip, 16);
            Segmenter segmenter = new Segmenter();
            assertThat(segmenter.start(header, joined, 0, joined.length)).isTrue();
            byte[] out = new byte[2_000];
            for (int i = 0; i < 40; i++) {
                assertThat(segmenter.hasNext()).isTrue();
                int length = segmenter.next(out, 9);
                byte[] got = Arrays.copyOfRange(out, 9, 9 + length);
                byte[] expected = sent.get(i).clone();
                if (v4) {
                    // Identification counts up, which matters to nobody while DF is set.
                    NetworkOrder.putShort(expected, 4, i);
                    IpHeader.writeChecksumV4(expected, 0);
                }
                assertThat(got).as("segment %d", i).isEqualTo(expected);
            }
            assertThat(segmenter.hasNext()).isFalse();
        }
    }

    @Test
    void joinsNothingThatIsNotTheExactSuccessor() {
        byte[] first = tcp(true, 1_000, PAYLOAD, 0x10, 1);
        byte[] gap = tcp(true, 1_000 + PAYLOAD + 1, PAYLOAD, 0x10, 2);
        byte[] wrongChecksum = tcp(true, 1_000 + PAYLOAD, PAYLOAD, 0x10, 3);
        wrongChecksum[100] ^= 1;
        byte[] otherPort = tcp(true, 1_000 + PAYLOAD, PAYLOAD, 0x10, 4);
        NetworkOrder.putShort(otherPort, 20, 1);
        TcpSegment.writeChecksum(otherPort, 0, 20, otherPort.length - 20);
        byte[] longer = tcp(true, 1_000 + PAYLOAD, PAYLOAD + 1, 0x10, 5);
        byte[] fin = tcp(true, 1_000 + PAYLOAD, PAYLOAD, 0x11, 6);
        byte[] otherTtl = tcp(true, 1_000 + PAYLOAD, PAYLOAD, 0x10, 7);
        otherTtl[8] = 63;
        IpHeader.writeChecksumV4(otherTtl, 0);
        for (byte[] second : List.of(gap, wrongChecksum, otherPort, longer, fin, otherTtl)) {
            taken.clear();
            offer(first);
            offer(second);
            coalescer.flush();
            assertThat(taken).containsExactly(first, second);
        }
    }

    @Test
    void keepsTheOrderWithOtherTraffic() {
        byte[] first = tcp(true, 1_000, PAYLOAD, 0x10, 1);
        byte[] udp = Packets.udp(Packets.V4_A, Packets.V4_B, 100, new Random(1));
        byte[] second = tcp(true, 1_000 + PAYLOAD, PAYLOAD, 0x10, 2);
        List.of(first, udp, second).forEach(this::offer);
        coalescer.flush();
        assertThat(taken).containsExactly(first, udp, second);
        coalescer.flush();
        assertThat(taken).hasSize(3);
    }

    @Test
    void neverExceedsAPacket() {
        for (int i = 0; i < 200; i++) {
            offer(tcp(false, i * PAYLOAD, PAYLOAD, 0x10, i));
        }
        coalescer.flush();
        int payload = 0;
        for (byte[] packet : taken) {
            assertThat(IpHeader.checkedLength(packet, 0, packet.length)).isEqualTo(packet.length);
            payload += packet.length - 64;
        }
        assertThat(payload).isEqualTo(200 * PAYLOAD);
        assertThat(taken).hasSizeBetween(3, 5);
    }

    /** A UDP datagram with right checksums and DF. */
    private static byte[] udp(boolean v4, int payload, long seed) {
        int ip = v4 ? 20 : 40;
        byte[] packet = v4
                ? Packets.udp(Packets.V4_A, Packets.V4_B, ip + 8 + payload, new Random(seed))
                : Packets.udp(Packets.V6_A, Packets.V6_B, ip + 8 + payload, new Random(seed));
        if (v4) {
            NetworkOrder.putShort(packet, 4, (int) seed);
            NetworkOrder.putShort(packet, 6, 0x4000);
            IpHeader.writeChecksumV4(packet, 0);
        }
        UdpDatagram.complete(packet, 0, ip, 8 + payload);
        return packet;
    }

    @Test
    void segmentationRestoresTheDatagramsThatWereJoined() {
        for (boolean v4 : new boolean[] {true, false}) {
            taken.clear();
            List<byte[]> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                sent.add(udp(v4, i == 29 ? 7 : 36, i));
            }
            sent.forEach(this::offer);
            assertThat(taken).hasSize(1);
            byte[] joined = taken.get(0);
            int ip = v4 ? 20 : 40;
            assertThat(joined).hasSize(ip + 8 + 29 * 36 + 7);
            assertThat(gsoTypes.get(gsoTypes.size() - 1)).isEqualTo(VirtioNetHdr.GSO_UDP_L4);
            assertThat(gsoBytes.get(gsoBytes.size() - 1)).isEqualTo(36);

            VirtioNetHdr header = new VirtioNetHdr();
            header.set(1, VirtioNetHdr.GSO_UDP_L4, ip + 8, 36, ip, 6);
            Segmenter segmenter = new Segmenter();
            assertThat(segmenter.start(header, joined, 0, joined.length)).isTrue();
            byte[] out = new byte[200];
            for (byte[] expected : sent) {
                int length = segmenter.next(out, 9);
                assertThat(Arrays.copyOfRange(out, 9, 9 + length)).isEqualTo(expected);
            }
            assertThat(segmenter.hasNext()).isFalse();
        }
    }

    @Test
    void joinsNoDatagramsThatWouldNotComeBackAsTheyWere() {
        byte[] otherPort = udp(true, 36, 2);
        NetworkOrder.putShort(otherPort, 22, 1);
        UdpDatagram.complete(otherPort, 0, 20, 44);
        byte[] wrongChecksum = udp(true, 36, 3);
        wrongChecksum[40] ^= 1;
        byte[] withoutChecksum = udp(true, 36, 4);
        NetworkOrder.putShort(withoutChecksum, 26, 0);
        byte[] mayBeCut = udp(true, 36, 5);
        NetworkOrder.putShort(mayBeCut, 6, 0);
        IpHeader.writeChecksumV4(mayBeCut, 0);
        byte[] longer = udp(true, 37, 6);
        for (byte[] second : List.of(otherPort, wrongChecksum, withoutChecksum, mayBeCut, longer)) {
            taken.clear();
            byte[] first = udp(true, 36, 1);
            offer(first);
            offer(second);
            coalescer.flush();
            assertThat(taken).containsExactly(first, second);
        }
    }

    @Test
    void joinsDatagramsOnlyWhereTheDeviceTakesThem() {
        List<Integer> lengths = new ArrayList<>();
        Coalescer without = new Coalescer((header, packet, offset, length) -> lengths.add(length), false);
        for (int i = 0; i < 3; i++) {
            without.offer(udp(true, 36, i), 0, 64);
        }
        assertThat(lengths).containsExactly(64, 64, 64);
    }

    @Test
    void putsNoMoreDatagramsIntoATrainThanKernelsTake() {
        for (int i = 0; i < 100; i++) {
            offer(udp(false, 1, i));
        }
        coalescer.flush();
        assertThat(taken).extracting(packet -> packet.length - 48).containsExactly(64, 36);
    }

    @Test
    void completesAChecksumThatTheKernelBegan() {
        byte[] packet = Packets.udp(Packets.V6_A, Packets.V6_B, 101, new Random(5));
        long pseudo = InternetChecksum.sum(packet, 8, 32, 17L + 61);
        NetworkOrder.putShort(packet, 46, InternetChecksum.fold(pseudo));
        VirtioNetHdr header = new VirtioNetHdr();
        header.set(1, 0, 0, 0, 40, 6);
        Segmenter segmenter = new Segmenter();
        assertThat(segmenter.start(header, packet, 0, 101)).isTrue();
        byte[] out = new byte[200];
        assertThat(segmenter.next(out, 0)).isEqualTo(101);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(out, 40, 61, pseudo)))
                .isEqualTo(0xFFFF);
    }

    @Test
    void survivesNoise() {
        long seed = 99;
        Random random = new Random(seed);
        Segmenter segmenter = new Segmenter();
        VirtioNetHdr header = new VirtioNetHdr();
        byte[] out = new byte[70_000];
        int pieces = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] packet = tcp(random.nextBoolean(), random.nextInt(), 1 + random.nextInt(300), 0x10, round);
            for (int i = random.nextInt(5); i > 0; i--) {
                packet[random.nextInt(packet.length)] = (byte) random.nextInt();
            }
            int length = IpHeader.checkedLength(packet, 0, packet.length);
            if (length < 0) {
                continue;
            }
            coalescer.offer(packet, 0, length);
            header.set(
                    random.nextInt(2),
                    random.nextInt(6),
                    random.nextInt(100),
                    random.nextInt(200),
                    random.nextInt(120),
                    random.nextInt(30));
            if (segmenter.start(header, packet, 0, length)) {
                while (segmenter.hasNext()) {
                    assertThat(segmenter.next(out, 0))
                            .as("seed %d round %d", seed, round)
                            .isPositive();
                    pieces++;
                }
            }
        }
        assertThat(pieces).isGreaterThan(1_000);
    }
}
