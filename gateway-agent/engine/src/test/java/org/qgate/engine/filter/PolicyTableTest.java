package org.qgate.engine.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qgate.engine.Packets;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;

class PolicyTableTest {
    private static final IpPrefix A4 = IpPrefix.parse("10.1.0.0/16");
    private static final IpPrefix B4 = IpPrefix.parse("10.2.0.0/16");
    private static final IpPrefix A6 = IpPrefix.parse("2001:db8:1::/48");
    private static final IpPrefix B6 = IpPrefix.parse("2001:db8:2::/48");
    private static final Decision PROTECT = Decision.protect(7);

    private final Random random = new Random(1);
    private final PacketSelectors selectors = new PacketSelectors();

    private Decision decide(PolicyTable table, byte[] packet) {
        assertThat(selectors.read(packet, 0, packet.length)).isTrue();
        return table.decide(selectors);
    }

    private byte[] v4() {
        return Packets.udp(Packets.V4_A, Packets.V4_B, 60, random);
    }

    private byte[] v6() {
        return Packets.udp(Packets.V6_A, Packets.V6_B, 80, random);
    }

    @Test
    void discardsWhatNoPolicyMatches() {
        assertThat(decide(PolicyTable.EMPTY, v4())).isEqualTo(Decision.DISCARD);
        PolicyTable table = new PolicyTable(List.of(Policy.of(A4, B4, PROTECT), Policy.of(A6, B6, PROTECT)));
        assertThat(decide(table, v4())).isEqualTo(PROTECT);
        assertThat(decide(table, v6())).isEqualTo(PROTECT);
        byte[] elsewhere = Packets.udp(Packets.V4_A, IpAddress.parse("10.3.0.1"), 60, random);
        assertThat(decide(table, elsewhere)).isEqualTo(Decision.DISCARD);
        byte[] back = Packets.udp(Packets.V4_B, Packets.V4_A, 60, random);
        assertThat(decide(table, back)).isEqualTo(Decision.DISCARD);
    }

    @Test
    void namesThePolicyThatProtects() {
        Policy port = Policy.of(A4, B4, PROTECT).with(17, PortRange.ANY, PortRange.of(5000));
        Policy all = Policy.of(A4, B4, PROTECT);
        PolicyTable table = new PolicyTable(List.of(Policy.of(A6, B6, Decision.BYPASS), port, all));
        byte[] packet = v4();
        NetworkOrder.putShort(packet, 22, 5000);
        assertThat(protecting(table, packet)).isSameAs(port);
        NetworkOrder.putShort(packet, 22, 5001);
        assertThat(protecting(table, packet)).isSameAs(all);
        assertThat(protecting(table, v6())).isNull();
    }

    private @Nullable Policy protecting(PolicyTable table, byte[] packet) {
        assertThat(selectors.read(packet, 0, packet.length)).isTrue();
        return table.protecting(selectors);
    }

    @Test
    void takesTheFirstThatMatches() {
        Policy port = Policy.of(A4, B4, Decision.BYPASS).with(17, PortRange.ANY, PortRange.of(5000));
        PolicyTable table = new PolicyTable(List.of(port, Policy.of(A4, B4, PROTECT)));
        byte[] packet = v4();
        assertThat(decide(table, packet)).isEqualTo(Decision.BYPASS);
        NetworkOrder.putShort(packet, 22, 5001);
        assertThat(decide(table, packet)).isEqualTo(PROTECT);
        packet[9] = 6;
        NetworkOrder.putShort(packet, 22, 5000);
        assertThat(decide(table, packet)).isEqualTo(PROTECT);
    }

    @Test
    void neverBypassesAFragmentThatHidesItsPorts() {
        byte[] fragment = v4();
        NetworkOrder.putShort(fragment, 6, 10);
        Policy bypass = Policy.of(A4, B4, Decision.BYPASS).with(17, PortRange.ANY, PortRange.of(5000));
        Policy protectPort = Policy.of(A4, B4, PROTECT).with(17, PortRange.ANY, PortRange.of(5000));
        Policy all = Policy.of(A4, B4, PROTECT);
        assertThat(decide(new PolicyTable(List.of(bypass, all)), fragment)).isEqualTo(PROTECT);
        assertThat(decide(new PolicyTable(List.of(protectPort, all)), fragment)).isEqualTo(PROTECT);
        assertThat(decide(new PolicyTable(List.of(protectPort, Policy.of(A4, B4, Decision.BYPASS))), fragment))
                .isEqualTo(Decision.DISCARD);
        assertThat(decide(new PolicyTable(List.of(protectPort, Policy.of(A4, B4, Decision.protect(8)))), fragment))
                .isEqualTo(Decision.DISCARD);
        assertThat(decide(new PolicyTable(List.of(bypass)), fragment)).isEqualTo(Decision.DISCARD);
    }

    @Test
    void looksBehindExtensionHeaders() {
        byte[] packet = v6();
        packet[6] = 0;
        packet[40] = 60;
        packet[41] = 0;
        packet[48] = 17;
        packet[49] = 0;
        NetworkOrder.putShort(packet, 56, 1);
        NetworkOrder.putShort(packet, 58, 5000);
        Policy port = Policy.of(A6, B6, PROTECT).with(17, PortRange.of(1), PortRange.of(5000));
        assertThat(decide(new PolicyTable(List.of(port)), packet)).isEqualTo(PROTECT);
        assertThat(selectors.protocol()).isEqualTo(17);
    }

    @Test
    void agreesWithPrefixArithmetic() {
        for (int round = 0; round < 2_000; round++) {
            boolean v4 = random.nextBoolean();
            IpAddress source =
                    v4 ? IpAddress.ofV4(random.nextInt()) : IpAddress.ofV6(random.nextLong(), random.nextLong());
            IpAddress destination =
                    v4 ? IpAddress.ofV4(random.nextInt()) : IpAddress.ofV6(random.nextLong(), random.nextLong());
            List<Policy> policies = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                policies.add(Policy.of(near(source), near(destination), Decision.protect(i + 1)));
            }
            Decision expected = policies.stream()
                    .filter(policy -> policy.source().contains(source)
                            && policy.destination().contains(destination))
                    .map(Policy::decision)
                    .findFirst()
                    .orElse(Decision.DISCARD);
            byte[] packet = Packets.udp(source, destination, 60, random);
            assertThat(decide(new PolicyTable(policies), packet))
                    .as("round %d", round)
                    .isEqualTo(expected);
        }
    }

    /** A prefix that contains the address about half of the time. */
    private IpPrefix near(IpAddress address) {
        int length = random.nextInt(address.family().bits() + 1);
        long flip = random.nextBoolean() ? 0 : 1L << random.nextInt(32);
        return new IpPrefix(new IpAddress(address.family(), address.high(), address.low() ^ flip), length);
    }

    @Test
    void survivesNoise() {
        long seed = 42;
        Random noise = new Random(seed);
        PolicyTable table = new PolicyTable(List.of(Policy.of(A4, B4, PROTECT), Policy.of(A6, B6, PROTECT)));
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] packet = noise.nextBoolean() ? v4() : v6();
            for (int i = noise.nextInt(6); i >= 0; i--) {
                packet[noise.nextInt(packet.length)] = (byte) noise.nextInt();
            }
            int available = noise.nextInt(packet.length + 1);
            int length = IpHeader.checkedLength(packet, 0, available);
            if (length >= 0 && selectors.read(packet, 0, length)) {
                read++;
                assertThat(table.decide(selectors))
                        .as("seed %d round %d", seed, round)
                        .isNotNull();
            }
        }
        assertThat(read).isGreaterThan(100);
    }

    @Test
    void refusesPoliciesThatMakeNoSense() {
        assertThatThrownBy(() -> Policy.of(A4, B6, PROTECT)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decision.protect(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PortRange(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
