package org.qgate.lab.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PacketCountTest {
    @Test
    void countsOneDirectionBetweenTwoAddresses() throws IOException {
        PcapReader packets = HandMadePcap.nanos()
                .udp(1, "10.1.0.2", "10.2.0.2", 7007, "there")
                .udp(2, "10.1.0.2", "10.2.0.2", 7007, "there")
                .udp(3, "10.2.0.2", "10.1.0.2", 7007, "back")
                .udp(4, "10.1.0.3", "10.2.0.2", 7007, "another")
                .frame(5, HandMadePcap.ethernet(0x0806, ByteBuffer.allocate(28)), 0)
                .reader();

        assertThat(PacketCount.between(packets, Prefix.address("10.1.0.2"), Prefix.address("10.2.0.2")))
                .isEqualTo(2);
    }
}
