package org.qgate.engine.cipher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qgate.engine.Packets;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.libc.LinuxException;

class EspTunnelTest {
    private static final int HEADROOM = SecurityAssociation.PLAIN_HEADROOM_BYTES;
    private static final IpAddress OUTER_A4 = IpAddress.parse("192.0.2.1");
    private static final IpAddress OUTER_B4 = IpAddress.parse("192.0.2.2");
    private static final IpAddress OUTER_A6 = IpAddress.parse("2001:db8:ffff::1");
    private static final IpAddress OUTER_B6 = IpAddress.parse("2001:db8:ffff::2");
    private static final long NOW = 1_000;

    private final Keys keys;
    private final byte[] plain = new byte[70_000];
    private final byte[] wire = new byte[70_000];
    private final byte[] opened = new byte[70_000];
    private final Esp esp = new Esp();

    EspTunnelTest() throws LinuxException {
        keys = new Keys();
    }

    @AfterEach
    void wipe() {
        keys.close();
    }

    private record Pair(OutboundSa out, InboundSa in) {}

    private Pair pair(SaParameters parameters) {
        return new Pair(
                new OutboundSa(parameters, keys.random(parameters.algorithm(), 1), NOW),
                new InboundSa(parameters, keys.random(parameters.algorithm(), 1), NOW));
    }

    private static Stream<Tunnel> tunnels() {
        Tunnel v4 = Tunnel.between(OUTER_A4, OUTER_B4);
        Tunnel v6 = Tunnel.between(OUTER_A6, OUTER_B6);
        return Stream.of(v4, v6, v4.withUdp(4500, 4500), v6.withUdp(4500, 4500));
    }

    private int send(OutboundSa sa, byte[] packet) {
        System.arraycopy(packet, 0, plain, HEADROOM, packet.length);
        return sa.encapsulate(plain, HEADROOM, packet.length, wire, 3, NOW);
    }

    private int receive(InboundSa sa, int wireLength) {
        int header = sa.parameters().tunnel().headerBytes();
        return sa.decapsulate(esp.at(wire, 3 + header, wireLength - header), 0, opened, HEADROOM, NOW);
    }

    @ParameterizedTest
    @EnumSource
    void bringsEveryPacketThroughUnchanged(EspAlgorithm algorithm) {
        Random random = new Random(7);
        List<SaParameters.SequenceRules> rules =
                List.of(SaParameters.SequenceRules.EXTENDED, SaParameters.SequenceRules.SHORT);
        tunnels()
                .forEach(tunnel -> rules.forEach(rule -> {
                    Pair pair =
                            pair(SaParameters.of(0x1234, 1, algorithm, tunnel).with(rule));
                    for (int size = 28; size < 1500; size += 1 + random.nextInt(40)) {
                        boolean v6 = size >= 48 && random.nextBoolean();
                        byte[] packet = v6
                                ? Packets.udp(Packets.V6_A, Packets.V6_B, size, random)
                                : Packets.udp(Packets.V4_A, Packets.V4_B, size, random);
                        int wireLength = send(pair.out, packet);
                        assertThat(wireLength).isEqualTo(pair.out.outerBytes(size));
                        assertThat(IpHeader.checkedLength(wire, 3, wireLength)).isEqualTo(wireLength);
                        assertThat(receive(pair.in, wireLength)).isEqualTo(size);
                        assertThat(Arrays.copyOfRange(opened, HEADROOM, HEADROOM + size))
                                .isEqualTo(packet);
                    }
                    pair.out.close();
                    pair.in.close();
                }));
        assertThat(keys.used()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void statesExactlyHowMuchFits(EspAlgorithm algorithm) {
        tunnels().forEach(tunnel -> {
            Pair pair = pair(SaParameters.of(0x1234, 1, algorithm, tunnel));
            for (int path = 1280; path < 1320; path++) {
                int inner = pair.out.innerBytesMax(path);
                assertThat(pair.out.outerBytes(inner)).isLessThanOrEqualTo(path);
                assertThat(pair.out.outerBytes(inner + 1)).isGreaterThan(path);
            }
            pair.out.close();
            pair.in.close();
        });
    }

    @ParameterizedTest
    @EnumSource
    void refusesEveryFlippedBit(EspAlgorithm algorithm) {
        Pair pair = pair(SaParameters.of(0x1234, 1, algorithm, Tunnel.between(OUTER_A4, OUTER_B4)));
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 61, new Random(1));
        int length = send(pair.out, packet);
        // Byte 4 to 7 hold the sequence number: another one is as foreign, unless the window refuses it first.
        for (int bit = 8 * (3 + 20); bit < 8 * (3 + length); bit++) {
            wire[bit / 8] ^= (byte) (1 << bit % 8);
            int result = receive(pair.in, length);
            wire[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(result).as("bit %d", bit).isNegative();
            assertThat(DropReason.of(result)).isIn(DropReason.NOT_AUTHENTIC, DropReason.REPLAYED);
        }
        assertThat(receive(pair.in, length)).isEqualTo(61);
        assertThat(DropReason.of(receive(pair.in, length))).isEqualTo(DropReason.REPLAYED);
    }

    @ParameterizedTest
    @EnumSource
    void survivesNoise(EspAlgorithm algorithm) {
        long seed = 20_261_122;
        Random random = new Random(seed);
        Pair pair = pair(SaParameters.of(0x1234, 1, algorithm, Tunnel.between(OUTER_A4, OUTER_B4)));
        for (int round = 0; round < 3_000; round++) {
            byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 28 + random.nextInt(200), random);
            int length = send(pair.out, packet);
            int cut = 20 + random.nextInt(length - 19);
            int noise = random.nextInt(4);
            for (int i = 0; i < noise; i++) {
                wire[3 + 20 + random.nextInt(length - 20)] = (byte) random.nextInt();
            }
            int result = pair.in.decapsulate(esp.at(wire, 23, cut - 20), 0, opened, HEADROOM, NOW);
            if (result >= 0) {
                assertThat(Arrays.copyOfRange(opened, HEADROOM, HEADROOM + result))
                        .as("seed %d round %d", seed, round)
                        .isEqualTo(packet);
            }
        }
    }

    @Test
    void takesTheGenuinePacketBehindAForgedOneOfTheSameNonce() {
        Pair pair =
                pair(SaParameters.of(0x1234, 1, EspAlgorithm.CHACHA20_POLY1305, Tunnel.between(OUTER_A4, OUTER_B4)));
        int length = send(pair.out, Packets.udp(Packets.V4_A, Packets.V4_B, 100, new Random(1)));
        wire[3 + length - 1] ^= 1;
        assertThat(DropReason.of(receive(pair.in, length))).isEqualTo(DropReason.NOT_AUTHENTIC);
        wire[3 + length - 1] ^= 1;
        assertThat(receive(pair.in, length)).isEqualTo(100);
    }

    @Test
    void refusesAuthenticPacketsWithBadContent() {
        Pair pair = pair(SaParameters.of(0x1234, 1, EspAlgorithm.AES_GCM_16_256, Tunnel.between(OUTER_A4, OUTER_B4)));
        byte[] claimsMore = Packets.udp(Packets.V4_A, Packets.V4_B, 60, new Random(1));
        NetworkOrder.putShort(claimsMore, 2, 61 + 64);
        int length = send(pair.out, claimsMore);
        assertThat(DropReason.of(receive(pair.in, length))).isEqualTo(DropReason.BAD_PAYLOAD);

        byte[] seventhVersion = Packets.udp(Packets.V4_A, Packets.V4_B, 60, new Random(1));
        seventhVersion[0] = 0x75;
        length = send(pair.out, seventhVersion);
        assertThat(DropReason.of(receive(pair.in, length))).isEqualTo(DropReason.BAD_PAYLOAD);
    }

    @Test
    void cutsTrafficFlowPaddingByTheInnerLength() {
        Pair pair = pair(SaParameters.of(0x1234, 1, EspAlgorithm.AES_GCM_16_256, Tunnel.between(OUTER_A4, OUTER_B4)));
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 60, new Random(1));
        int length = send(pair.out, Arrays.copyOf(packet, 200));
        assertThat(receive(pair.in, length)).isEqualTo(60);
    }

    @Test
    void stopsBeforeSequenceNumbersRepeat() {
        SaParameters parameters = SaParameters.of(
                        0x1234, 1, EspAlgorithm.AES_GCM_16_256, Tunnel.between(OUTER_A4, OUTER_B4))
                .with(Lifetime.UNLIMITED.withPackets(2, 3));
        Pair pair = pair(parameters);
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 60, new Random(1));
        for (int i = 0; i < 3; i++) {
            assertThat(send(pair.out, packet)).isPositive();
        }
        assertThat(DropReason.of(send(pair.out, packet))).isEqualTo(DropReason.SA_EXPIRED);
        pair.out.close();
        assertThat(DropReason.of(send(pair.out, packet))).isEqualTo(DropReason.SA_CLOSED);
    }

    @Test
    void copiesTrafficClassAndDontFragmentOutward() {
        Pair pair = pair(SaParameters.of(0x1234, 1, EspAlgorithm.AES_GCM_16_256, Tunnel.between(OUTER_A4, OUTER_B4)));
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 60, new Random(1));
        IpHeader.setTrafficClass(packet, 0, 0xB9);
        send(pair.out, packet);
        assertThat(IpHeader.trafficClass(wire, 3)).isEqualTo(0xB9);
        assertThat(IpHeader.forbidsFragmentation(wire, 3)).isFalse();
        assertThat(IpHeader.hasRightChecksumV4(wire, 3)).isTrue();
        send(pair.out, Packets.udp(Packets.V6_A, Packets.V6_B, 60, new Random(1)));
        assertThat(IpHeader.forbidsFragmentation(wire, 3)).isTrue();
    }

    @Test
    void carriesCongestionInwardByRfc6040() {
        int[][] innerOuterResult = {
            {0, 0, 0}, {0, 1, 0}, {0, 2, 0}, {0, 3, -1},
            {1, 0, 1}, {1, 1, 1}, {1, 2, 1}, {1, 3, 3},
            {2, 0, 2}, {2, 1, 1}, {2, 2, 2}, {2, 3, 3},
            {3, 0, 3}, {3, 1, 3}, {3, 2, 3}, {3, 3, 3},
        };
        for (int[] row : innerOuterResult) {
            byte[] v4 = Packets.udp(Packets.V4_A, Packets.V4_B, 60, new Random(1));
            byte[] v6 = Packets.udp(Packets.V6_A, Packets.V6_B, 60, new Random(1));
            for (byte[] packet : List.of(v4, v6)) {
                IpHeader.setTrafficClass(packet, 0, 0x28 | row[0]);
                boolean kept = CongestionMark.carryIn(packet, 0, row[1]);
                assertThat(kept).as(Arrays.toString(row)).isEqualTo(row[2] >= 0);
                if (kept) {
                    assertThat(IpHeader.trafficClass(packet, 0)).isEqualTo(0x28 | row[2]);
                }
            }
            assertThat(IpHeader.hasRightChecksumV4(v4, 0)).isTrue();
        }
    }
}
