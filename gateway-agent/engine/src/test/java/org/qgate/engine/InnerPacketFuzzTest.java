package org.qgate.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.qgate.engine.filter.Decision;
import org.qgate.engine.filter.Policy;
import org.qgate.engine.filter.PolicyTable;
import org.qgate.engine.filter.PortRange;
import org.qgate.engine.offload.Segmenter;
import org.qgate.engine.packet.IpHeader;
import org.qgate.engine.packet.PacketSelectors;
import org.qgate.engine.router.Fragmenter;
import org.qgate.engine.router.IcmpErrors;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.inet.IpPrefix;
import org.qgate.linux.tun.VirtioNetHdr;

/** Whatever a host sends into the tunnel, and whatever offload header comes with it, on the way to the cipher unit. */
class InnerPacketFuzzTest {
    private static final int MTU = 576;
    private static final int HEADROOM = 16;
    private static final int TAILROOM = 64;
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final PolicyTable POLICIES = new PolicyTable(List.of(
            Policy.of(IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("0.0.0.0/0"), Decision.DISCARD)
                    .with(17, PortRange.of(53), PortRange.ANY),
            Policy.of(IpPrefix.parse("0.0.0.0/0"), IpPrefix.parse("0.0.0.0/0"), Decision.protect(1)),
            Policy.of(IpPrefix.parse("::/0"), IpPrefix.parse("::/0"), Decision.protect(2))));

    /** First the ten bytes of {@code struct virtio_net_hdr}, then the packet. */
    @FuzzTest
    void packetsWithAnyOffloadHeaderAreCutWithinBounds(byte[] data) {
        if (data.length <= VirtioNetHdr.BYTES || data.length > VirtioNetHdr.BYTES + IpHeader.PACKET_BYTES_MAX) {
            return;
        }
        byte[] packet = new byte[HEADROOM + data.length + TAILROOM];
        int available = data.length - VirtioNetHdr.BYTES;
        System.arraycopy(data, VirtioNetHdr.BYTES, packet, HEADROOM, available);
        int length = IpHeader.checkedLength(packet, HEADROOM, available);
        PacketSelectors selectors = new PacketSelectors();
        if (length < 0 || !selectors.read(packet, HEADROOM, length)) {
            return;
        }
        assertThat(POLICIES.decide(selectors)).isNotNull();
        tell(packet, length);
        Segmenter segmenter = new Segmenter();
        if (segmenter.start(header(data), packet, HEADROOM, length)) {
            cut(segmenter, length);
        }
    }

    private static VirtioNetHdr header(byte[] data) {
        ByteBuffer in = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        VirtioNetHdr header = new VirtioNetHdr();
        header.set(
                in.get(0) & 0xFF,
                in.get(1) & 0xFF,
                in.getShort(2) & 0xFFFF,
                in.getShort(4) & 0xFFFF,
                in.getShort(6) & 0xFFFF,
                in.getShort(8) & 0xFFFF);
        return header;
    }

    private static void cut(Segmenter segmenter, int length) {
        byte[] piece = new byte[HEADROOM + IpHeader.PACKET_BYTES_MAX + TAILROOM];
        int pieces = 0;
        while (segmenter.hasNext()) {
            int bytes = segmenter.next(piece, HEADROOM);
            pieces++;
            assertThat(bytes).isBetween(IpHeader.V4_BYTES, length);
            assertThat(IpHeader.checkedLength(piece, HEADROOM, bytes)).isEqualTo(bytes);
            if (!IpHeader.forbidsFragmentation(piece, HEADROOM) && bytes > MTU) {
                fragment(piece, bytes);
            }
        }
        assertThat(pieces).isBetween(1, length);
    }

    private static void fragment(byte[] packet, int length) {
        Fragmenter fragmenter = new Fragmenter();
        if (!fragmenter.start(packet, HEADROOM, length, MTU)) {
            return;
        }
        int header = IpHeader.headerBytesV4(packet, HEADROOM);
        byte[] payload = Arrays.copyOfRange(packet, HEADROOM + header, HEADROOM + length);
        byte[] joined = new byte[payload.length];
        byte[] out = new byte[HEADROOM + MTU + TAILROOM];
        int at = 0;
        while (fragmenter.hasNext()) {
            int bytes = fragmenter.next(out, HEADROOM);
            assertThat(bytes).isLessThanOrEqualTo(MTU);
            assertThat(IpHeader.hasRightChecksumV4(out, HEADROOM)).isTrue();
            System.arraycopy(out, HEADROOM + header, joined, at, bytes - header);
            at += bytes - header;
        }
        assertThat(at).isEqualTo(payload.length);
        assertThat(joined).isEqualTo(payload);
    }

    private static void tell(byte[] packet, int length) {
        IcmpErrors errors = new IcmpErrors(IpAddress.parse("192.0.2.1"), IpAddress.parse("2001:db8::1"));
        IcmpErrors.Offender offender = new IcmpErrors.Offender(packet, HEADROOM, length);
        byte[] error = new byte[IcmpErrors.BYTES_MAX];
        int tooBig = errors.tooBig(offender, MTU, error, 0, SECOND_NANOS);
        assertThat(tooBig).isBetween(0, IcmpErrors.BYTES_MAX);
        assertThat(tooBig == 0 || IpHeader.checkedLength(error, 0, tooBig) == tooBig)
                .isTrue();
        int prohibited = errors.prohibited(offender, error, 0, 2 * SECOND_NANOS);
        assertThat(prohibited == 0 || IpHeader.checkedLength(error, 0, prohibited) == prohibited)
                .isTrue();
    }
}
