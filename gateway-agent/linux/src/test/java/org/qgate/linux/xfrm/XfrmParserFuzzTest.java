package org.qgate.linux.xfrm;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.qgate.linux.netlink.MalformedMessageException;
import org.qgate.linux.netlink.Messages;
import org.qgate.linux.netlink.NetlinkMessage;

/** Whatever the kernel tells of SAs and policies: it is read, or it is malformed; nothing else is thrown. */
class XfrmParserFuzzTest {
    @FuzzTest
    void anyEventIsReadOrMalformed(byte[] datagram) {
        try {
            for (NetlinkMessage message : Messages.receivedAll(datagram)) {
                XfrmEvents.decode(message)
                        .ifPresent(event -> assertThat(event.toString()).isNotEmpty());
            }
        } catch (MalformedMessageException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
