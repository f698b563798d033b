package org.qgate.engine.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qgate.engine.Packets;
import org.qgate.engine.packet.InternetChecksum;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.NetworkOrder;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpFamily;

class RouterTest {
    private static final long SECOND = 1_000_000_000L;
    private final byte[] out = new byte[2_000];
    private final Random random = new Random(3);
    private final IcmpErrors errors = new IcmpErrors(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8:ffff::1"));

    @Test
    void fragmentsJoinToThePacketAgain() {
        Fragmenter fragmenter = new Fragmenter();
        for (int round = 0; round < 300; round++) {
            byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 100 + random.nextInt(1400), random);
            int limit = 60 + random.nextInt(1000);
            assertThat(fragmenter.start(packet, 0, packet.length, limit)).isTrue();
            byte[] joined = new byte[packet.length];
            int bytes = 0;
            boolean more = true;
            while (fragmenter.hasNext()) {
                assertThat(more).isTrue();
                int length = fragmenter.next(out, 5);
                assertThat(length).isLessThanOrEqualTo(limit);
                assertThat(IpHeader.checkedLength(out, 5, length)).isEqualTo(length);
                assertThat(IpHeader.hasRightChecksumV4(out, 5)).isTrue();
                int field = NetworkOrder.getShort(out, 5 + 6);
                more = (field & 0x2000) != 0;
                System.arraycopy(out, 25, joined, 20 + (field & 0x1FFF) * 8, length - 20);
                bytes += length - 20;
            }
            assertThat(more).isFalse();
            assertThat(bytes).isEqualTo(packet.length - 20);
            assertThat(Arrays.copyOfRange(joined, 20, packet.length))
                    .isEqualTo(Arrays.copyOfRange(packet, 20, packet.length));
        }
    }

    @Test
    void fragmentsOfAFragmentKeepItsPlace() {
        Fragmenter fragmenter = new Fragmenter();
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 220, random);
        NetworkOrder.putShort(packet, 6, 0x2000 | 100);
        assertThat(fragmenter.start(packet, 0, 220, 120)).isTrue();
        assertThat(fragmenter.next(out, 0)).isEqualTo(116);
        assertThat(NetworkOrder.getShort(out, 6)).isEqualTo(0x2000 | 100);
        fragmenter.next(out, 0);
        assertThat(NetworkOrder.getShort(out, 6)).isEqualTo(0x2000 | 112);
        fragmenter.next(out, 0);
        assertThat(NetworkOrder.getShort(out, 6)).isEqualTo(0x2000 | 124);
        assertThat(fragmenter.hasNext()).isFalse();
    }

    @Test
    void saysHowBigAPacketMayBe() {
        byte[] v4 = Packets.udp(Packets.V4_A, Packets.V4_B, 1500, random);
        int length = errors.tooBig(new IcmpErrors.Offender(v4, 0, 1500), 1400, out, 7, 0);
        assertThat(length).isEqualTo(576);
        assertThat(IpHeader.checkedLength(out, 7, length)).isEqualTo(length);
        assertThat(IpHeader.hasRightChecksumV4(out, 7)).isTrue();
        assertThat(NetworkOrder.getShort(out, 7 + 20)).isEqualTo(0x0304);
        assertThat(NetworkOrder.getInt(out, 7 + 24)).isEqualTo(1400);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(out, 27, length - 20, 0)))
                .isEqualTo(0xFFFF);

        byte[] v6 = Packets.udp(Packets.V6_A, Packets.V6_B, 1500, random);
        length = errors.tooBig(new IcmpErrors.Offender(v6, 0, 1500), 1390, out, 0, 0);
        assertThat(length).isEqualTo(1280);
        assertThat(IpHeader.checkedLength(out, 0, length)).isEqualTo(length);
        assertThat(NetworkOrder.getShort(out, 40)).isEqualTo(0x0200);
        assertThat(NetworkOrder.getInt(out, 44)).isEqualTo(1390);
        long pseudo = InternetChecksum.sum(out, 8, 32, length - 40 + 58);
        assertThat(InternetChecksum.fold(InternetChecksum.sum(out, 40, length - 40, pseudo)))
                .isEqualTo(0xFFFF);
    }

    @Test
    void answersNoErrorNoLaterFragmentNoCrowd() {
        byte[] icmpError = Packets.udp(Packets.V4_A, Packets.V4_B, 100, random);
        icmpError[9] = 1;
        icmpError[20] = 3;
        assertThat(prohibited(icmpError)).isZero();
        icmpError[20] = 8;
        assertThat(prohibited(icmpError)).isPositive();
        byte[] fragment = Packets.udp(Packets.V4_A, Packets.V4_B, 100, random);
        NetworkOrder.putShort(fragment, 6, 5);
        assertThat(prohibited(fragment)).isZero();
        assertThat(prohibited(Packets.udp(Packets.V4_A, IpAddress.parse("224.0.0.1"), 100, random)))
                .isZero();
        assertThat(prohibited(Packets.udp(IpAddress.parse("0.0.0.0"), Packets.V4_B, 100, random)))
                .isZero();
        assertThat(prohibited(Packets.udp(Packets.V6_A, IpAddress.parse("ff02::1"), 100, random)))
                .isZero();
        byte[] icmpV6Error = Packets.udp(Packets.V6_A, Packets.V6_B, 100, random);
        icmpV6Error[6] = 58;
        icmpV6Error[40] = 1;
        assertThat(prohibited(icmpV6Error)).isZero();
        assertThat(prohibited(Packets.udp(Packets.V6_A, Packets.V6_B, 100, random)))
                .isPositive();
    }

    private int prohibited(byte[] packet) {
        return errors.prohibited(new IcmpErrors.Offender(packet, 0, packet.length), out, 0, 0);
    }

    @Test
    void sendsNoMoreThanTheRateAllows() {
        byte[] packet = Packets.udp(Packets.V4_A, Packets.V4_B, 100, random);
        int sent = 0;
        for (long now = 5; now < 10 * SECOND; now += SECOND / 1000) {
            sent += errors.prohibited(new IcmpErrors.Offender(packet, 0, 100), out, 0, now) > 0 ? 1 : 0;
        }
        assertThat(sent).isBetween(IcmpErrors.PER_SECOND * 10, IcmpErrors.PER_SECOND * 10 + IcmpErrors.BURST + 1);
    }

    @Test
    void believesSmallerPathsForTenMinutes() {
        PathMtu path = new PathMtu(IpFamily.IPV4, 1500);
        path.learn(1400, 0);
        path.learn(9000, 0);
        assertThat(path.bytes(SECOND)).isEqualTo(1400);
        path.learn(68, SECOND);
        assertThat(path.bytes(SECOND)).isEqualTo(PathMtu.V4_BYTES_MIN);
        assertThat(path.bytes(SECOND + PathMtu.AGE_NANOS_MAX)).isEqualTo(1500);
        assertThat(new PathMtu(IpFamily.IPV6, 1000).bytes(0)).isEqualTo(PathMtu.V6_BYTES_MIN);
    }
}
