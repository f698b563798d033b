package org.qgate.lab.gateways;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.qgate.lab.kernel.LabException;

class CaptureTest {
    private static final String START =
            "tcpdump: listening on br0, link-type EN10MB (Ethernet), snapshot length 96 bytes\n";

    @Test
    void countsPacketsThatTcpdumpDropped() throws Exception {
        String log = START + "90 packets captured\n100 packets received by filter\n10 packets dropped by kernel\n";

        assertThat(Capture.drops("wire", log)).isEqualTo(10);
        assertThat(Capture.drops("wire", log + "2 packets dropped by interface\n"))
                .isEqualTo(12);
    }

    @Test
    void doesNotCountWhatCameAfterItsEnd() throws Exception {
        String log = START + "98 packets captured\n100 packets received by filter\n0 packets dropped by kernel\n";

        assertThat(Capture.drops("wire", log)).isZero();
    }

    @Test
    void refusesALogThatDoesNotTell() {
        assertThatThrownBy(() -> Capture.drops("wire", START))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("'wire'");
    }
}
