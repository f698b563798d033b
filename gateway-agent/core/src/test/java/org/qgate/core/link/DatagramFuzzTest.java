package org.qgate.core.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import org.qgate.core.port.ControlPort;
import org.qgate.core.port.LinkEvent;
import org.qgate.core.wire.Decoded;
import org.qgate.core.wire.Header;
import org.qgate.core.wire.Message;
import org.qgate.core.wire.MessageCodec;

/** Whatever comes in on the two ports: it is read or refused, and what is not the peer's is dropped and counted. */
class DatagramFuzzTest {
    private static final Pair PAIR = Pair.up(Duration.ofMillis(20));

    @FuzzTest
    void aMessageThatIsReadIsWrittenTheSame(byte[] datagram) {
        if (MessageCodec.decode(datagram) instanceof Decoded.Wellformed read) {
            Header header = read.header();
            Message message = read.message();
            byte[] again = MessageCodec.encodeUntagged(header, message);
            assertThat(datagram).startsWith(again);
            assertThat(datagram.length - again.length).isEqualTo(16 * MessageCodec.tagCount(message));
        }
    }

    /** No fuzzer guesses a tag of 16 bytes, so nothing that it makes may change a link. */
    @FuzzTest
    void whatIsNotThePeersIsDroppedAndCounted(byte[] datagram) {
        for (ControlPort port : ControlPort.values()) {
            LinkSnapshot before = PAIR.alice.snapshot();
            int effects = PAIR.alice.effects.size();
            long deadline = PAIR.alice.link.nextDeadlineNanos();
            PAIR.alice.feed(new LinkEvent.DatagramReceived(port, datagram));

            LinkSnapshot after = PAIR.alice.snapshot();
            assertThat(dropped(after)).isEqualTo(dropped(before) + 1);
            assertThat(after.messages().received()).isEqualTo(before.messages().received());
            assertThat(after.outbound()).isEqualTo(before.outbound());
            assertThat(after.inbound()).isEqualTo(before.inbound());
            assertThat(after.keys()).isEqualTo(before.keys());
            assertThat(PAIR.alice.effects).hasSize(effects);
            assertThat(PAIR.alice.link.nextDeadlineNanos()).isEqualTo(deadline);
        }
    }

    private static long dropped(LinkSnapshot snapshot) {
        LinkSnapshot.Messages messages = snapshot.messages();
        return messages.malformed() + messages.notAuthentic() + messages.replayed() + messages.stale();
    }
}
