package org.qgate.agent.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qgate.core.model.Suite;
import org.qgate.linux.inet.IpFamily;

/** The sums of RFC 4303 section 2 by hand: outer header, 8 of ESP, IV, what is enciphered, ICV. */
class EspOverheadTest {
    @ParameterizedTest
    @CsvSource({
        // 1500 = 20 + 8 + 8 + 1448 (1446 + 2) + 16
        "AES_GCM_256, IPV4, false, 1446",
        "CHACHA20_POLY1305, IPV4, false, 1446",
        // 20 fewer bytes beside an IPv6 header, 8 fewer in UDP.
        "AES_GCM_128, IPV6, false, 1426",
        "AES_CCM_256, IPV4, true, 1438",
        // 1500 = 20 + 8 + 16 + 1440 (1438 + 2) + 16
        "AES_CBC_256_HMAC_SHA_256, IPV4, false, 1438",
        // 1500 - 20 - 8 - 16 - 12 = 1444, of which whole blocks are 1440.
        "VPN_B, IPV4, false, 1438",
        "VPN_B, IPV6, false, 1422",
        // 1500 = 20 + 8 + 8 + 1448 (1446 + 2) + 16
        "TRIPLE_DES_HMAC_SHA_256, IPV4, false, 1446",
    })
    void leavesWholeBlocksForTheInnerPacket(Suite suite, IpFamily outer, boolean inUdp, int bytes) {
        assertThat(EspOverhead.of(suite).innerMtuBytes(1500, outer, inUdp)).isEqualTo(bytes);
    }
}
