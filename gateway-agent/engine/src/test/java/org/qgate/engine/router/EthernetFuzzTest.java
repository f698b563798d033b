package org.qgate.engine.router;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import org.qgate.engine.packet.IpHeader;
import org.qgate.linux.inet.IpAddress;
import org.qgate.linux.tun.VirtioNetHdr;

/** Whatever the inner Ethernet brings: ARP, neighbour discovery, packets. */
class EthernetFuzzTest {
    private static final int FRAMES_MAX = 64;
    private static final long STEP_NANOS = 300_000_000L;
    private static final EthernetLink LINK = EthernetLink.of(
            List.of(
                    new EthernetLink.Address(IpAddress.parse("10.1.0.1"), 16),
                    new EthernetLink.Address(IpAddress.parse("2001:db8:1::1"), 64)),
            List.of(IpAddress.parse("10.1.0.254")));

    private int frames;

    /** Frames, each with two bytes of length before it. What is for the tunnel comes back as if the other end echoed it. */
    @FuzzTest
    void framesOfAnyKindAreAnsweredWithinBounds(byte[] data) {
        EthernetRouter router = new EthernetRouter(
                LINK,
                new IcmpErrors(IpAddress.parse("10.1.0.1"), IpAddress.parse("2001:db8:1::1")),
                (header, front, packet, offset, length) -> {
                    assertThat(offset).isNotNegative();
                    assertThat(offset + length).isLessThanOrEqualTo(packet.length);
                    frames++;
                    return length;
                });
        int at = 0;
        long now = 0;
        frames = 0;
        for (int frame = 0; frame < FRAMES_MAX && at + 2 <= data.length; frame++) {
            int asked = ((data[at] & 0xFF) << 8) | (data[at + 1] & 0xFF);
            int bytes = Math.min(asked, data.length - at - 2);
            now += STEP_NANOS;
            if (router.receive(data, at + 2, bytes, now) == Forwarding.TO_TUNNEL) {
                int packet = at + 2 + AddressResolution.ETHERNET_BYTES;
                int length = IpHeader.checkedLength(data, packet, bytes - AddressResolution.ETHERNET_BYTES);
                assertThat(length).isPositive();
                router.forward(new VirtioNetHdr(), data, packet, length, now);
            }
            at += 2 + bytes;
        }
        assertThat(frames).isLessThanOrEqualTo(FRAMES_MAX * (2 + NeighborTable.WAITING_MAX));
    }
}
