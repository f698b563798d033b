package org.qgate.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a netlink socket hands out: it is read, or it is malformed; nothing else is thrown. */
class NetlinkParserFuzzTest {
    @FuzzTest
    void anyDatagramIsReadOrMalformed(byte[] datagram) {
        try {
            for (NetlinkMessage message : Messages.receivedAll(datagram)) {
                if (message.type() == NetlinkMessage.ERROR) {
                    assertThat(Acknowledgement.ofError(message)).isNotNull();
                } else if (message.type() == NetlinkMessage.DONE) {
                    assertThat(Acknowledgement.ofDone(message)).isNotNull();
                }
            }
        } catch (MalformedMessageException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
